import { Component, type ReactNode } from 'react';
import { i18n } from '../i18n.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { reportProblem } from './problems.ts';

interface ScreenBoundaryProps {
  readonly screen: string;
  readonly record: string;
  /** Makes the next try fetch the screen's code again. */
  readonly onForget: () => void;
  readonly children: ReactNode;
}

/** A screen that fell over: the others stay, the dialog says what happened, and the screen can be tried again. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }
  override componentDidCatch(error: unknown): void {
    reportProblem({ cause: error, screen: this.props.screen, record: this.props.record });
  }
  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <EmptyState icon="alert" title={i18n.t('shell:broken.title')} text={i18n.t('shell:broken.text')}>
        <Button
          label={i18n.t('common:retry')}
          icon="refresh"
          look="primary"
          onClick={() => {
            this.props.onForget();
            this.setState({ broken: false });
          }}
        />
      </EmptyState>
    );
  }
}
