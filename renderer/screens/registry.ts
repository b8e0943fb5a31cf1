import type { ComponentType } from 'react';
import type { SessionView } from '#shared/rpc/contract.ts';
import { dashboardScreens } from './dashboard/screens.ts';
import { libraryScreens } from './library/screens.ts';
import { supportScreens } from './support/screens.ts';
import { systemScreens } from './system-screens.ts';
import type { IconName } from '../ui/icon.tsx';
import type { Parameters, ScreenKind } from '../state/tabs.ts';

export interface ScreenProps {
  readonly parameters: Parameters;
}

/** A kind of document. Its code is fetched when it is first opened. */
export interface ScreenDefinition {
  readonly kind: ScreenKind;
  /** Key in the locale, such as `support:list.title`: the name in the menu and, until the screen gives another, of the tab. */
  readonly title: string;
  readonly icon: IconName;
  readonly load: () => Promise<ComponentType<ScreenProps>>;
  /** Where it stands in the menu; not there at all without it. */
  readonly menu?: { readonly section: 'home' | 'support' | 'system'; readonly order: number; readonly label?: string };
  /** Whether this person may use it; what they may not is not shown. */
  readonly may?: (session: SessionView) => boolean;
  /** A short number beside the menu's word, from the core's own counts. */
  readonly badge?: 'open_tickets' | 'outbox';
}

/** Every screen there is. A new one is a line in its module's list. */
export const SCREENS: readonly ScreenDefinition[] = [...dashboardScreens, ...supportScreens, ...libraryScreens, ...systemScreens];

export function screenOf(kind: ScreenKind): ScreenDefinition | undefined {
  return SCREENS.find((screen) => screen.kind === kind);
}
