import { useTranslation } from 'react-i18next';
import { useWorkplace } from '../state/workplace.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { CompanyMenu } from './company-menu.tsx';
import { SyncLamp } from './sync-lamp.tsx';
import { UserMenu } from './user-menu.tsx';
import styles from './title-bar.module.css';

/** Brand, search, lamp, company and person. */
export function TitleBar() {
  const { t } = useTranslation('shell');
  const set = useWorkplace((place) => place.set);
  const narrow = useWorkplace((place) => place.menuNarrow);
  return (
    <header className={styles.bar}>
      <IconButton
        label={narrow ? t('menu.widen') : t('menu.narrow')}
        icon="menu"
        shortcut="menu"
        aria-expanded={!narrow}
        aria-controls="side-menu"
        onClick={() => set({ menuNarrow: !narrow })}
      />
      <span className={styles.brand}>
        <i className={styles.mark} aria-hidden />
        {t('brand')}
      </span>
      <button type="button" className={styles.search} onClick={() => set({ paletteOpen: true })} aria-keyshortcuts="Control+K" aria-haspopup="dialog">
        <Icon name="search" />
        <span className={styles.searchWord}>{t('palette.button')}</span>
        <KeyHint name="palette" boxed />
      </button>
      <span className={styles.grow} />
      <SyncLamp />
      <CompanyMenu />
      <UserMenu />
    </header>
  );
}
