import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../data/query.ts';
import { useSettings } from '../../data/use-settings.ts';
import { Select } from '../../ui/select.tsx';
import { classes } from '../../ui/classes.ts';
import { changeSettings } from '../settings/change-settings.ts';
import { LANGUAGE_OPTIONS } from '../settings/language-options.ts';
import styles from './sign-in-screen.module.css';

interface DoorFrameProps {
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** Everything that stands before the desk: the brand, a card, the language and the version. */
export function DoorFrame({ children, wide = false }: DoorFrameProps) {
  const { t } = useTranslation('shell');
  const settings = useSettings();
  const info = useQueryOf('app.info', {}).data;
  return (
    <div className={styles.page}>
      <main className={classes(styles.card, wide && styles.wide)}>
        <h1 className={styles.brand}>
          <i className={styles.mark} aria-hidden />
          {t('brand')}
        </h1>
        {children}
      </main>
      <footer className={styles.foot}>
        <Select label={t('settings.language')} labelHidden value={settings.language} options={LANGUAGE_OPTIONS} onChange={(language) => void changeSettings({ language })} />
        <span className="numbers">{info ? t('sign_in.version', { version: info.version, cloud: info.cloudUrl }) : ''}</span>
      </footer>
    </div>
  );
}
