import { useTranslation } from 'react-i18next';
import type { GridLayout } from '../../../grid/data-grid.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { LinkButton } from '../../../ui/link.tsx';
import { CHOICE_COLUMNS } from './list-query.ts';
import styles from './list.module.css';

interface ColumnChoiceProps {
  readonly layout: GridLayout;
  readonly onLayout: (layout: GridLayout) => void;
}

/** LST-07: which columns the list shows. Until one is chosen, what there is no room for gives way by itself. */
export function ColumnChoice({ layout, onLayout }: ColumnChoiceProps) {
  const { t } = useTranslation('service');
  const { t: tSupport } = useTranslation('support');
  const change = (column: string, shown: boolean) => onLayout({ ...layout, chosen: true, hidden: shown ? layout.hidden.filter((one) => one !== column) : [...layout.hidden, column] });
  return (
    <fieldset className={styles.columns}>
      <legend>{t('columns.title')}</legend>
      <p>{t(layout.chosen ? 'columns.chosen' : 'columns.auto')}</p>
      <div className={styles.columnBoxes}>
        {CHOICE_COLUMNS.map((column) => (
          <Checkbox key={column} label={tSupport(`column.${column}`)} checked={!layout.hidden.includes(column)} onChange={(shown) => change(column, shown)} />
        ))}
      </div>
      {layout.chosen && <LinkButton onClick={() => onLayout({ ...layout, chosen: false, hidden: [] })}>{t('columns.reset')}</LinkButton>}
    </fieldset>
  );
}
