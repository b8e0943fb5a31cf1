import { useTranslation } from 'react-i18next';
import { useConnection } from '../data/use-connection.ts';
import { useNow } from '../data/use-now.ts';
import { useSession, useSync } from '../data/use-session.ts';
import { useTabs } from '../state/tabs.ts';
import { useWorkplace } from '../state/workplace.ts';
import { Lamp } from '../ui/lamp.tsx';
import { lampWord } from './lamp-word.ts';

/** The lamp of the title bar: a click opens In uscita, or asks for the password that sending waits for. */
export function SyncLamp() {
  const { t } = useTranslation('shell');
  const sync = useSync();
  const session = useSession();
  const now = useNow(15_000);
  const open = useTabs((tabs) => tabs.open);
  const set = useWorkplace((place) => place.set);
  const connection = useConnection();
  // What was true before the core went is not known to be true now.
  if (connection === 'lost') return <Lamp tone="busy" word={t('lamp.lost')} action={t('lamp.action')} onClick={() => open('outbox')} />;
  if (sync === null) return null;
  const { tone, word } = lampWord(sync, now);
  const asks = sync.lamp === 'sign_in' && session.needsPassword;
  return <Lamp tone={tone} word={word} action={asks ? t('user.sign_in_again') : t('lamp.action')} onClick={() => (asks ? set({ passwordOpen: true }) : open('outbox'))} />;
}
