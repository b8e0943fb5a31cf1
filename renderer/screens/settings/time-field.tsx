import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/text-field.tsx';
import { clockOf, minuteOf } from './clock-time.ts';

/** A time of the day; kept when it is whole and the field is left, or with Enter. */
export function TimeField({ label, minute, onMinute }: { readonly label: string; readonly minute: number; readonly onMinute: (minute: number) => void }) {
  const { t } = useTranslation('notices');
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const keep = () => {
    if (typed === null) return;
    const next = minuteOf(typed);
    setWrong(next === null);
    if (next === null) return;
    setTyped(null);
    if (next !== minute) onMinute(next);
  };
  return (
    <TextField
      label={label}
      value={typed ?? clockOf(minute)}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
      error={wrong ? t('quiet.wrong') : null}
      maxLength={5}
      inputMode="numeric"
    />
  );
}
