import { createTheme, MantineProvider, type CSSVariablesResolver } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useColorScheme } from '@mantine/hooks';
import { useLayoutEffect, type ReactNode } from 'react';
import type { DeviceSettings } from '#shared/rpc/contract.ts';
import './kit-styles.ts';
import { styleNonce } from './style-nonce.ts';
import toastStyles from './toast.module.css';

const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 6,
  cursorType: 'default',
  focusRing: 'auto',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '16px' },
  respectReducedMotion: true,
  components: { Portal: { defaultProps: { target: '#floating' } } },
});

/** The kit's own variables stand on our tokens, so that what we do not style looks like the rest. */
const variables: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink3)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-border': 'var(--line2)',
    '--mantine-color-error': 'var(--red)',
    '--mantine-color-placeholder': 'var(--ink3)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-strong)',
    '--mantine-primary-color-contrast': 'var(--accent-ink)',
    '--mantine-primary-color-light': 'var(--accent-weak)',
    '--mantine-primary-color-light-color': 'var(--accent)',
  };
  return { variables: { '--mantine-line-height': '1.45' }, light: both, dark: both };
};

/** The kit with our theme; everything that is drawn stands inside. */
export function UiProvider({ settings, floating, children }: { readonly settings: Pick<DeviceSettings, 'theme' | 'density'>; readonly floating: string; readonly children: ReactNode }) {
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  useLayoutEffect(() => {
    document.documentElement.dataset['density'] = settings.density;
  }, [settings.density]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      forceColorScheme={settings.theme === 'system' ? system : settings.theme}
      getStyleNonce={styleNonce}
      withGlobalClasses={false}
    >
      {children}
      {/* Menus, lists and notices float in here: a screen reader finds them by a name. */}
      <div id="floating" role="region" aria-label={floating} />
      {/* Over the end of the menu: at the right they would lie on what sends and confirms. */}
      <Notifications position="bottom-left" limit={4} transitionDuration={0} containerWidth={204} className={toastStyles.toasts ?? ''} />
    </MantineProvider>
  );
}
