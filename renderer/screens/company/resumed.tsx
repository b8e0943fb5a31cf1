import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What a dialog shows was typed another time; one press begins anew. */
export function Resumed({ again }: { readonly again: (() => void) | null }) {
  const { t } = useTranslation('company');
  if (again === null) return null;
  return (
    <Notice tone="info">
      {t('draft.resumed')} <LinkButton onClick={again}>{t('draft.again')}</LinkButton>
    </Notice>
  );
}
