import { useTranslation } from 'react-i18next';
import { useSession, useSync } from '../data/use-session.ts';
import { useTicketCounts } from '../data/use-ticket-counts.ts';
import { formatNumber } from '../format.ts';
import { SCREENS, type ScreenDefinition } from '../screens/registry.ts';
import { openByClick, useTabs } from '../state/tabs.ts';
import { useWorkplace } from '../state/workplace.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import styles from './side-menu.module.css';

const SECTIONS = ['home', 'support', 'system'] as const;

interface Badge {
  readonly text: string;
  readonly hot: boolean;
  /** What the number counts, for screen readers and the tooltip. */
  readonly meaning: string;
}

function useBadge(): (kind: ScreenDefinition['badge']) => Badge | null {
  const { t } = useTranslation('shell');
  const counts = useTicketCounts();
  const sync = useSync();
  return (kind) => {
    if (kind === 'open_tickets' && counts !== null && counts.open > 0) {
      return { text: formatNumber(counts.open), hot: false, meaning: t('menu.open_tickets', { count: counts.open }) };
    }
    const waiting = (sync?.waiting ?? 0) + (sync?.needsYou ?? 0);
    if (kind === 'outbox' && waiting > 0) return { text: formatNumber(waiting), hot: true, meaning: t('menu.waiting', { count: waiting }) };
    return null;
  };
}

/** The menu by job: what the role may not use is not there (ui.md). It narrows to icons (ACC-13). */
export function SideMenu() {
  const { t } = useTranslation('shell');
  const session = useSession();
  const narrow = useWorkplace((place) => place.menuNarrow);
  const active = useTabs((tabs) => tabs.documents.find((document) => document.key === tabs.activeKey)?.kind);
  const badgeOf = useBadge();
  return (
    <nav id="side-menu" className={classes(styles.menu, narrow && styles.narrow)} aria-label={t('menu.label')}>
      {SECTIONS.map((section) => {
        const screens = SCREENS.filter((screen) => screen.menu?.section === section && (screen.may?.(session) ?? true));
        screens.sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0));
        if (screens.length === 0) return null;
        return (
          <div key={section} role="group" aria-labelledby={`menu-${section}`}>
            <h2 id={`menu-${section}`} className={narrow || section === 'home' ? 'aloud' : styles.section}>
              {t(`menu.section.${section}`)}
            </h2>
            {screens.map((screen) => {
              const label = t(screen.menu?.label ?? screen.title);
              const badge = badgeOf(screen.badge);
              const entry = (
                <button
                  key={screen.kind}
                  type="button"
                  className={classes(styles.entry, active === screen.kind && styles.on)}
                  aria-current={active === screen.kind ? 'page' : undefined}
                  onClick={(event) => {
                    openByClick(event, screen.kind);
                    if (active === screen.kind) goIn();
                  }}
                  onAuxClick={(event) => {
                    if (event.button === 1) openByClick(event, screen.kind);
                  }}
                >
                  <Icon name={screen.icon} />
                  <span className={narrow ? 'aloud' : styles.word}>{label}</span>
                  {badge && (!narrow || badge.hot) && (
                    <span className={classes(styles.badge, badge.hot && styles.hot)} title={badge.meaning}>
                      <span aria-hidden>{narrow ? '' : badge.text}</span>
                      <span className="aloud">{badge.meaning}</span>
                    </span>
                  )}
                </button>
              );
              return narrow ? (
                <Tooltip key={screen.kind} label={badge ? `${label} · ${badge.meaning}` : label}>
                  {entry}
                </Tooltip>
              ) : (
                entry
              );
            })}
          </div>
        );
      })}
    </nav>
  );
}

/** Into the screen that is in front already: nothing changes that would take the focus there. */
function goIn(): void {
  const place = document.getElementById('screen');
  const grid = place?.querySelector<HTMLElement>(':scope > :not([hidden]) [role="grid"]');
  (grid ?? place)?.focus({ preventScroll: true });
}
