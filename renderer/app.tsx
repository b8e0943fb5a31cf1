import { QueryClientProvider } from '@tanstack/react-query';
import { Activity, lazy, Suspense, useEffect, useState } from 'react';
import type { DeviceSettings, SessionView } from '#shared/rpc/contract.ts';
import { invoke } from './bridge.ts';
import { queryClient, useQueryOf } from './data/query.ts';
import { mayInSession } from './data/use-session.ts';
import { useSettings } from './data/use-settings.ts';
import { ErrorDialog } from './errors/error-dialog.tsx';
import { ScreenBoundary } from './errors/screen-boundary.tsx';
import { i18n, languageOfSystem, setLanguage } from './i18n.ts';
import { useMustChoose } from './screens/companies/use-must-choose.ts';
import { OpeningScreen } from './shell/opening-screen.tsx';
import { useOpenRequests } from './shell/use-open-requests.ts';
import { usePresence } from './shell/use-presence.ts';
import { Workplace } from './shell/workplace.tsx';
import { UiProvider } from './ui/ui-provider.tsx';

const CompanyChoice = lazy(async () => ({ default: (await import('./screens/companies/company-choice.tsx')).CompanyChoice }));
const LockScreen = lazy(async () => ({ default: (await import('./screens/lock/lock-screen.tsx')).LockScreen }));
const RecoveryScreen = lazy(async () => ({ default: (await import('./screens/recovery/recovery-screen.tsx')).RecoveryScreen }));
const SignInScreen = lazy(async () => ({ default: (await import('./screens/sign-in/sign-in-screen.tsx')).SignInScreen }));

/** Texts first: nothing is drawn in no language. The core's answer decides, the system's language stands in for it. */
function useLanguage(settings: DeviceSettings | undefined, failed: boolean): boolean {
  const [ready, setReady] = useState(false);
  const wanted = settings?.language ?? (failed ? languageOfSystem() : undefined);
  useEffect(() => {
    if (wanted === undefined) return;
    void setLanguage(wanted).then(() => setReady(true));
  }, [wanted]);
  return ready;
}

/** The desk, or what covers it. Covered, it keeps all that is open and half typed; nothing of it is drawn or heard. */
function Desk({ session }: { readonly session: SessionView }) {
  const choosing = useMustChoose();
  const { locked } = session;
  usePresence();
  return (
    <>
      <Activity mode={locked !== null || choosing ? 'hidden' : 'visible'}>
        <Workplace />
      </Activity>
      {locked !== null && <LockScreen lock={locked} />}
      {locked === null && choosing && <CompanyChoice />}
    </>
  );
}

function Inside() {
  const settings = useSettings();
  const asked = useQueryOf('app.settings', {});
  const session = useQueryOf('session.state', {});
  const failed = asked.isError || session.isError;
  const ready = useLanguage(asked.data, failed);
  const signedIn = session.data?.phase === 'open';
  const open = signedIn && session.data?.locked === null;
  useOpenRequests(open);
  // A window that opens later than the core's start takes part at once: what waits is tried now.
  useEffect(() => {
    const wake = () => void invoke('sync.now', {}).catch(() => undefined);
    window.addEventListener('focus', wake);
    window.addEventListener('online', wake);
    return () => {
      window.removeEventListener('focus', wake);
      window.removeEventListener('online', wake);
    };
  }, []);
  return (
    <UiProvider settings={settings} floating={ready ? i18n.t('shell:floating') : ''}>
      {ready && session.error !== null && session.error.code !== 'connection.lost' ? (
        <Suspense>
          <RecoveryScreen failure={session.error} />
        </Suspense>
      ) : !ready || session.data === undefined ? (
        <OpeningScreen ready={ready} failure={session.error ?? asked.error} onRetry={() => void queryClient.invalidateQueries()} />
      ) : (
        <ScreenBoundary screen="shell" record="" onForget={() => undefined}>
          <Suspense>{signedIn ? <Desk session={session.data} /> : <SignInScreen />}</Suspense>
        </ScreenBoundary>
      )}
      {ready && <ErrorDialog canContact={session.data !== undefined && open && mayInSession(session.data, 'ticket.create')} />}
    </UiProvider>
  );
}

/** The program in a window. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Inside />
    </QueryClientProvider>
  );
}
