import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowSync } from '#shared/rpc/contract.ts';
import { Button } from '../../ui/button.tsx';
import { Waits } from './waits.tsx';
import styles from './company.module.css';

interface Line {
  readonly id: string;
  readonly sync: RowSync;
}
interface PeopleTableProps<Row extends Line> {
  /** Read aloud before the table. */
  readonly caption: string;
  readonly rows: readonly Row[];
  /** What a row is called in the names of its buttons. */
  readonly nameOf: (row: Row) => string;
  /** The first one heads the row. */
  readonly columns: readonly { readonly label: string; readonly date?: true; readonly show: (row: Row) => ReactNode }[];
  readonly acts: readonly { readonly label: string; readonly run: (row: Row) => void }[];
}

/** ACC-08: people of a company, what is known of each and what can be done; a row that was not sent yet says so. */
export function PeopleTable<Row extends Line>({ caption, rows, nameOf, columns, acts }: PeopleTableProps<Row>) {
  const { t } = useTranslation('company');
  const [head, ...others] = columns;
  return (
    <table className={styles.table}>
      <caption className="aloud">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label }) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
          <th scope="col">
            <span className="aloud">{t('column.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {head?.show(row)}
              <Waits sync={row.sync} />
            </th>
            {others.map(({ label, date, show }) => (
              <td key={label} className={date && styles.date}>
                {show(row)}
              </td>
            ))}
            <td className={styles.acts}>
              {acts.map(({ label, run }) => (
                <Button key={label} label={label} look="plain" aria-label={`${label}: ${nameOf(row)}`} onClick={() => run(row)} />
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
