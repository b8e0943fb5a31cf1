import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../data/query.ts';
import { useWorkplace } from '../state/workplace.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Facts } from '../ui/facts.tsx';
import { showToast } from '../ui/toast.tsx';

/** TKT-02: which program this is, on what it runs. */
export function VersionDialog() {
  const { t } = useTranslation('shell');
  const open = useWorkplace((place) => place.versionOpen);
  const set = useWorkplace((place) => place.set);
  const info = useQueryOf('app.info', {}).data;
  const close = () => set({ versionOpen: false });
  const facts: readonly (readonly [string, string])[] =
    info === undefined
      ? []
      : [
          [t('version.program'), `${t('brand')} ${info.version} (${info.build})`],
          [t('version.host'), t(`version.host.${info.host}`)],
          [t('version.system'), `${info.system} · ${info.architecture}`],
          [t('version.database'), info.database],
          [t('version.hardware'), info.hardware],
          [t('version.cloud'), info.cloudUrl],
          [t('version.profile'), info.profileFolder],
        ];
  const copy = async () => {
    await navigator.clipboard.writeText(facts.map((line) => line.join(': ')).join('\n'));
    showToast({ text: t('copied'), tone: 'good' });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('version.title')}
      width={560}
      footer={
        <>
          <Button label={t('copy')} icon="clipboard" look="plain" onClick={() => void copy()} />
          <Button label={t('common:close')} look="primary" onClick={close} data-autofocus />
        </>
      }
    >
      <Facts facts={facts} />
    </Dialog>
  );
}
