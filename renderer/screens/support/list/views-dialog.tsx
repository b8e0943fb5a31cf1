import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketQuery } from '#shared/rpc/contract.ts';
import { invoke } from '../../../bridge.ts';
import { useQueryOf } from '../../../data/query.ts';
import { reportProblem } from '../../../errors/problems.ts';
import type { GridLayout } from '../../../grid/data-grid.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { ColumnChoice } from './column-choice.tsx';
import { rememberedColumns } from './list-query.ts';
import { savedViews, viewShown, VIEWS_PREFERENCE, withoutView, withView, type SavedView } from './saved-views.ts';
import styles from './list.module.css';

interface ViewsDialogProps {
  readonly query: TicketQuery;
  readonly layout: GridLayout;
  readonly onLayout: (layout: GridLayout) => void;
  readonly onApply: (query: TicketQuery) => void;
  readonly onClose: () => void;
}

/** LST-07: named choices of sort, filters and columns, on every device of the person. */
export function ViewsDialog({ query, layout, onLayout, onApply, onClose }: ViewsDialogProps) {
  const { t } = useTranslation('service');
  const stored = useQueryOf('preferences.get', { key: VIEWS_PREFERENCE });
  const views = savedViews(stored.data);
  const hidden = layout.chosen ? rememberedColumns(layout.hidden) : null;
  const shown = viewShown(views, query, hidden);
  const [name, setName] = useState('');
  function keep(next: readonly SavedView[]): void {
    const value = { views: next.map((view) => ({ name: view.name, query: { ...view.query }, hidden: view.hidden && [...view.hidden] })) };
    invoke('preferences.set', { key: VIEWS_PREFERENCE, value }).catch((cause: unknown) => reportProblem({ cause }));
  }
  function save(): void {
    keep(withView(views, name, query, hidden));
    setName('');
  }
  return (
    <Dialog open onClose={onClose} title={t('views.title')} width={520} footer={<Button label={t('common:close')} onClick={onClose} />}>
      {views.length === 0 ? (
        <p>{t('views.none')}</p>
      ) : (
        <ul className={styles.views}>
          {views.map((view, index) => (
            <li key={view.name}>
              <Button
                data-autofocus={index === 0 || undefined}
                look={view.name === shown?.name ? 'outline' : 'plain'}
                label={view.name}
                aria-current={view.name === shown?.name || undefined}
                onClick={() => {
                  onApply({ ...view.query, tenant: query.tenant });
                  onLayout({ ...layout, hidden: view.hidden ?? [], chosen: view.hidden !== null });
                  onClose();
                }}
              />
              <IconButton icon="delete" label={t('views.remove', { name: view.name })} onClick={() => keep(withoutView(views, view.name))} />
            </li>
          ))}
        </ul>
      )}
      <ColumnChoice layout={layout} onLayout={onLayout} />
      <form
        className={styles.viewForm}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField label={t('views.name')} help={t('views.help')} value={name} onChange={setName} maxLength={60} autoFocus={views.length === 0} />
        <Button type="submit" icon="save" label={t('views.save')} disabled={name.trim() === '' || stored.isPending} reason={t('views.name')} />
      </form>
    </Dialog>
  );
}
