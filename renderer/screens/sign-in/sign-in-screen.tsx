import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RpcFailure } from '../../bridge.ts';
import { useSession } from '../../data/use-session.ts';
import { LinkButton } from '../../ui/link.tsx';
import { ActivateForm } from './activate-form.tsx';
import { CodeForm } from './code-form.tsx';
import { DoorFrame } from './door-frame.tsx';
import { ForgotForm } from './forgot-form.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { PasswordForm, type TypedSignIn } from './password-form.tsx';
import styles from './sign-in-screen.module.css';

/**
 * ACC-02 to ACC-05, ACC-10: password, code, the first sign-in, a lost password. What is typed in one stays while the
 * others are on the screen, in this window's memory alone.
 */
export function SignInScreen() {
  const { t } = useTranslation(['access', 'shell']);
  const { lastEmail, remember, step } = useSession();
  const [typed, setTyped] = useState<TypedSignIn>({ email: lastEmail ?? '', password: '', remember });
  const [forgot, setForgot] = useState(false);
  const [created, setCreated] = useState(false);
  const [failure, setFailure] = useState<RpcFailure | null>(null);
  const [help, setHelp] = useState(false);
  const change = (part: Partial<TypedSignIn>) => setTyped((before) => ({ ...before, ...part }));

  return (
    <DoorFrame wide={step?.kind === 'activate'}>
      {step?.kind === 'code' && <CodeForm step={step} onFailure={setFailure} />}
      {step?.kind === 'activate' && (
        <ActivateForm
          step={step}
          onFailure={setFailure}
          onDone={() => {
            setCreated(true);
            change({ email: step.email, password: '' });
          }}
        />
      )}
      {step === null && forgot && <ForgotForm email={typed.email} onEmail={(email) => change({ email })} onFailure={setFailure} onBack={() => setForgot(false)} />}
      {step === null && !forgot && (
        <PasswordForm
          typed={typed}
          onTyped={change}
          created={created}
          onFailure={(problem) => {
            setFailure(problem);
            setCreated(false);
          }}
          onForgot={() => setForgot(true)}
        />
      )}
      <p className={styles.help}>
        <LinkButton onClick={() => setHelp(true)} aria-haspopup="dialog">
          {t('help.link')}
        </LinkButton>
      </p>
      <HelpDialog open={help} failure={failure} onClose={() => setHelp(false)} />
    </DoorFrame>
  );
}
