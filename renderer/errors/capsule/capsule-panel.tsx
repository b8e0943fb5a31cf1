import { useTranslation } from 'react-i18next';
import { revealed, type Hidden } from '#shared/domain/tickets/capsule.ts';
import type { Capsule } from '#shared/domain/tickets/entities.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CapsuleContent } from './capsule-content.tsx';
import { PicturePart } from './picture-part.tsx';
import styles from './capsule.module.css';

/** What a request takes along, and what the person decided about it. */
export interface CapsuleChoice {
  readonly capsule: Capsule;
  readonly hidden: readonly Hidden[];
  /** Labels of what goes in clear. */
  readonly shown: readonly string[];
  readonly send: boolean;
}

interface CapsulePanelProps {
  readonly choice: CapsuleChoice;
  readonly onChange: (change: { readonly send?: boolean; readonly shown?: readonly string[] }) => void;
  /** The window's picture from before the form stood there; null where none was taken. */
  readonly picture: Blob | null;
  readonly onPicture: (file: File) => void;
}

/** *Che cosa viene inviato*: every word that leaves with the request, what was hidden in it, and the way to leave it out. */
export function CapsulePanel({ choice, onChange, picture, onPicture }: CapsulePanelProps) {
  const { t } = useTranslation('capsule');
  const { capsule, hidden, shown, send } = choice;
  return (
    <aside className={styles.panel} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p>{t(send ? 'exactly' : 'nothing')}</p>
      <Checkbox label={t('leave_out')} checked={!send} onChange={(out) => onChange({ send: !out })} />
      <PicturePart picture={picture} onPicture={onPicture} />
      {send && (
        <>
          <HiddenList capsule={capsule} hidden={hidden} shown={shown} onShown={(next) => onChange({ shown: next })} />
          <CapsuleContent capsule={revealed(capsule, hidden, shown)} why />
        </>
      )}
    </aside>
  );
}

interface HiddenListProps {
  readonly capsule: Capsule;
  readonly hidden: readonly Hidden[];
  readonly shown: readonly string[];
  readonly onShown: (shown: readonly string[]) => void;
}

/** Labels without a number come from the event log, where the value itself was never kept. */
const ALREADY = /‹(?:secret|e-mail|iban|codice fiscale|partita iva)›/g;

/** TKT-03: each piece that was taken out, with what it was, and a tick that puts it back. */
function HiddenList({ capsule, hidden, shown, onShown }: HiddenListProps) {
  const { t } = useTranslation('capsule');
  const already = capsule.log.join('\n').match(ALREADY)?.length ?? 0;
  return (
    <fieldset className={styles.hidden}>
      <legend>{t('hidden')}</legend>
      <p>{t(hidden.length === 0 ? 'hidden.none' : 'hidden.how')}</p>
      {hidden.map(({ label, kind, found }) => (
        <Checkbox
          key={label}
          label={t('hides', { kind: t(`kind.${kind}`), found })}
          help={label}
          checked={!shown.includes(label)}
          onChange={(hide) => onShown(hide ? shown.filter((one) => one !== label) : [...shown, label])}
        />
      ))}
      {already > 0 && <p>{t('already', { count: already })}</p>}
    </fieldset>
  );
}
