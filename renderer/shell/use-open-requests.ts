import { useEffect, useEffectEvent } from 'react';
import { invoke, subscribe } from '../bridge.ts';
import { keepPicture, takePicture } from '../errors/capsule/window-picture.ts';
import { screenOf } from '../screens/registry.ts';
import { documentKey, useTabs } from '../state/tabs.ts';

async function take(): Promise<void> {
  // A window of one document leaves it to the others.
  if (useTabs.getState().alone) return;
  for (const { screen, parameters } of await invoke('app.takeOpens', {})) {
    if (screenOf(screen) === undefined) continue;
    // OFF-07: the window that was in front when the shortcut was pressed.
    if (parameters['picture'] === 'front') keepPicture(documentKey(screen, parameters), await takePicture('front'));
    useTabs.getState().open(screen, parameters);
  }
}

/**
 * A link or another program asks for a screen (OFF-06). It is opened, never acted upon; before sign-in it waits in the
 * core, so that the form comes with nothing lost (TKT-04).
 */
export function useOpenRequests(signedIn: boolean): void {
  const look = useEffectEvent(() => {
    // A core that is gone has told so by itself; it is asked again when it is back.
    if (signedIn) take().catch(() => undefined);
  });
  useEffect(() => {
    look();
    return subscribe('open', () => look());
  }, [signedIn]);
}
