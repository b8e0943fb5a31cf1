import { useTranslation } from 'react-i18next';
import type { DigestWish } from '#shared/domain/org/notice-wishes.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { TimeField } from './time-field.tsx';
import styles from './settings-screen.module.css';

const EVENING = 18 * 60;

/** OFF-07: a mail with what is new, by the clock of the device where it was chosen. */
export function DigestPart({ digest, onChange }: { readonly digest: DigestWish | null; readonly onChange: (digest: DigestWish | null) => void }) {
  const { t } = useTranslation('notices');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <SegmentedControl
        label={t('digest')}
        help={t('digest.help')}
        value={digest?.days ?? 'off'}
        options={[
          { value: 'off', label: t('digest.off') },
          { value: 'daily', label: t('digest.daily') },
          { value: 'weekdays', label: t('digest.weekdays') },
        ]}
        onChange={(days) => onChange(days === 'off' ? null : { days, at: digest?.at ?? EVENING, zone })}
      />
      {digest !== null && (
        <div className={styles.hours}>
          <TimeField label={t('digest.at')} minute={digest.at} onMinute={(at) => onChange({ ...digest, at, zone })} />
        </div>
      )}
    </>
  );
}
