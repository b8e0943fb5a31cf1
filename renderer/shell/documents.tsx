import { lazy, memo, Suspense, useEffect, useRef, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { ScreenBoundary } from '../errors/screen-boundary.tsx';
import { screenOf, type ScreenDefinition, type ScreenProps } from '../screens/registry.ts';
import { DocumentContext } from '../state/document.ts';
import { useTabs, type OpenDocument } from '../state/tabs.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Waiting } from '../ui/waiting.tsx';
import styles from './documents.module.css';

const made = new Map<string, ComponentType<ScreenProps>>();
function componentOf(screen: ScreenDefinition): ComponentType<ScreenProps> {
  const known = made.get(screen.kind);
  if (known !== undefined) return known;
  const component = lazy(async () => ({ default: await screen.load() }));
  made.set(screen.kind, component);
  return component;
}

/** What happens to one document, such as its title at each letter, does not draw the others again. */
const Screen = memo(function Screen({ document }: { readonly document: OpenDocument }) {
  const { t } = useTranslation('shell');
  const screen = screenOf(document.kind);
  if (screen === undefined) return <EmptyState icon="alert" title={t('tabs.unknown')} text={t('tabs.unknown_text')} />;
  const Component = componentOf(screen);
  return (
    <DocumentContext value={document}>
      <ScreenBoundary screen={document.kind} record={document.parameters['id'] ?? ''} onForget={() => made.delete(document.kind)}>
        <Suspense fallback={<Waiting what={t('tabs.opening')} />}>
          <Component parameters={document.parameters} />
        </Suspense>
      </ScreenBoundary>
    </DocumentContext>
  );
});

/** Every open document stays mounted, so that a tab keeps its state; one is in sight. */
export function Documents() {
  const { t } = useTranslation('shell');
  const { documents, activeKey, alone, open } = useTabs();
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(activeKey);
  useEffect(() => {
    if (before.current === activeKey) return;
    before.current = activeKey;
    // The screen that was closed or covered took the focus with it; keys must go on working.
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused.closest('[hidden]') !== null) place.current?.focus({ preventScroll: true });
  }, [activeKey]);
  return (
    <div
      ref={place}
      id="screen"
      tabIndex={-1}
      className={styles.place}
      {...(activeKey === null || alone ? {} : { role: 'tabpanel', 'aria-labelledby': `tab-${activeKey}` })}
    >
      {documents.map((document) => (
        <div key={document.key} className={styles.document} hidden={document.key !== activeKey}>
          <Screen document={document} />
        </div>
      ))}
      {documents.length === 0 && (
        <EmptyState icon="list" title={t('tabs.none')} text={t('tabs.none_text')}>
          <Button label={t('tabs.first')} icon="list" look="primary" onClick={() => open('ticket.list')} />
        </EmptyState>
      )}
    </div>
  );
}
