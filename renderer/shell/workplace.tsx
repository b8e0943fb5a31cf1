import { useTranslation } from 'react-i18next';
import { useTabs } from '../state/tabs.ts';
import { useWorkplace } from '../state/workplace.ts';
import { classes } from '../ui/classes.ts';
import { BarMenu } from './bar-menu.tsx';
import { CommandBar } from './command-bar.tsx';
import { DocumentTabs, useTitleOf } from './document-tabs.tsx';
import { Documents } from './documents.tsx';
import { FirstLoad } from './first-load.tsx';
import { Footer } from './footer.tsx';
import { InvitationNotice } from './invitation-notice.tsx';
import { LostCore } from './lost-core.tsx';
import { Palette } from './palette.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { RepairedNotice } from './repaired-notice.tsx';
import { SideMenu } from './side-menu.tsx';
import { TitleBar } from './title-bar.tsx';
import { useNotices } from './use-notices.ts';
import { useRememberedCompany } from './use-remembered-company.ts';
import { useShellKeys } from './use-shell-keys.ts';
import { useWindowTitle } from './use-window-title.ts';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { VersionDialog } from './version-dialog.tsx';
import styles from './workplace.module.css';

/** The whole window of somebody who is signed in. */
export function Workplace() {
  const { t } = useTranslation('shell');
  const narrow = useWorkplace((place) => place.menuNarrow);
  const alone = useTabs((tabs) => tabs.alone);
  // A window of one document that opened another one needs the way back.
  const several = useTabs((tabs) => tabs.documents.length > 1);
  const active = useTabs((tabs) => tabs.documents.find((document) => document.key === tabs.activeKey));
  const titleOf = useTitleOf();
  useShellKeys();
  useRememberedCompany();
  useWindowTitle();
  useNotices();
  return (
    <div className={classes(styles.app, narrow && styles.narrow, alone && styles.alone)}>
      <a className={styles.skip} href="#screen" onClick={(event) => {
        event.preventDefault();
        document.getElementById('screen')?.focus();
      }}>
        {t('skip_to_content')}
      </a>
      {!alone && <TitleBar />}
      {!alone && <SideMenu />}
      <main className={styles.main}>
        <h1 className="aloud">{active === undefined ? t('brand') : titleOf(active)}</h1>
        <LostCore />
        <FirstLoad />
        <RepairedNotice />
        <InvitationNotice />
        {(!alone || several) && <DocumentTabs />}
        {active && <CommandBar document={active} />}
        <Documents />
      </main>
      <Footer />
      <BarMenu />
      <Palette />
      <VersionDialog />
      <SignOutDialog />
      <PasswordDialog />
    </div>
  );
}
