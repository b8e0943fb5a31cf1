import { memo, useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { prioritySchema, requestTypeSchema } from '#shared/domain/tickets/values.ts';
import type { TicketQuery } from '#shared/rpc/contract.ts';
import { Button } from '../../../ui/button.tsx';
import { ChipFilter } from '../../../ui/chip-filter.tsx';
import { DateField } from '../../../ui/date-field.tsx';
import { LinkButton } from '../../../ui/link.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { codeOf, endOfDay, filtersOn, sameQuery, startOfDay, withoutFilters } from './list-query.ts';
import styles from './list.module.css';

export interface FilterHandle {
  /** Type to find: the key goes on in the field for words. */
  find(letters: string): void;
}
interface FilterPanelProps {
  readonly applied: TicketQuery;
  readonly onApply: (query: TicketQuery) => void;
  /** Whether *Non assegnati* and *Miei* mean something to this person. */
  readonly operator: boolean;
  /** In words, such as «8 su 54», or empty while nobody knows. */
  readonly found: string;
  readonly ref?: Ref<FilterHandle>;
}

function DrawnFilters({ applied, onApply, operator, found, ref }: FilterPanelProps) {
  const { t } = useTranslation('support');
  const [choice, setChoice] = useState(applied);
  const [code, setCode] = useState(applied.code === null ? '' : String(applied.code));
  const words = useRef<HTMLInputElement>(null);
  const wrongCode = codeOf(code) === undefined;
  const change = (part: Partial<TicketQuery>) => setChoice((now) => ({ ...now, ...part }));
  const wanted = { ...choice, tenant: applied.tenant, code: codeOf(code) ?? null };

  function show(query: TicketQuery): void {
    setChoice(query);
    setCode(query.code === null ? '' : String(query.code));
  }
  // Choices that were never applied go too.
  function clear(): void {
    const without = withoutFilters(wanted);
    show(without);
    onApply(without);
  }
  // The header of the grid and *Azzera filtri* apply at once; the panel then shows what is applied.
  useEffect(() => {
    show(applied);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the query is a new object on every render; its content counts
  }, [JSON.stringify(applied)]);
  useImperativeHandle(ref, () => ({
    find: (letters) => {
      change({ text: letters });
      words.current?.focus();
    },
  }));

  const any = { value: 'any' as const, label: t('filter.any') };
  return (
    <search className={styles.filters} aria-label={t('filter.label')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrongCode) onApply(wanted);
        }}
      >
        <Button type="submit" look="primary" icon="search" label={t('filter.apply')} />
        <p className={styles.found} role="status">
          {sameQuery(wanted, applied) ? found : t('filter.pending')}
        </p>
        <TextField
          label={t('filter.code')}
          value={code}
          onChange={setCode}
          inputMode="numeric"
          error={wrongCode ? t('filter.code.wrong') : null}
          spellCheck={false}
        />
        <TextField ref={words} label={t('filter.words')} value={choice.text ?? ''} onChange={(text) => change({ text: text === '' ? null : text })} maxLength={200} />
        <ChipFilter
          label={t('filter.sort')}
          value={choice.sort}
          onChange={(sort) => change({ sort })}
          options={(['created', 'last_reply', 'priority', 'due'] as const).map((value) => ({ value, label: t(`sort.${value}`) }))}
        />
        {operator && (
          <ChipFilter
            label={t('filter.operator')}
            value={choice.operator}
            onChange={(value) => change({ operator: value })}
            options={(['any', 'none', 'mine'] as const).map((value) => ({ value, label: t(`filter.operator.${value}`) }))}
          />
        )}
        <ChipFilter
          label={t('filter.status')}
          value={choice.status}
          onChange={(status) => change({ status })}
          options={[any, { value: 'open', label: t('filter.open') }, { value: 'closed', label: t('filter.closed') }]}
        />
        <ChipFilter
          label={t('filter.due')}
          value={choice.due}
          onChange={(due) => change({ due })}
          options={[any, ...(['soon', 'overdue'] as const).map((value) => ({ value, label: t(`filter.due.${value}`) }))]}
        />
        <ChipFilter
          label={t('field.priority')}
          value={choice.priority ?? 'any'}
          onChange={(priority) => change({ priority: priority === 'any' ? null : priority })}
          options={[any, ...prioritySchema.options.map((value) => ({ value, label: t(`priority.${value}`) }))]}
        />
        <ChipFilter
          label={t('field.type')}
          value={choice.type ?? 'any'}
          onChange={(type) => change({ type: type === 'any' ? null : type })}
          options={[any, ...requestTypeSchema.options.map((value) => ({ value, label: t(`type.${value}.short`) }))]}
        />
        <ChipFilter
          label={t('filter.private')}
          value={choice.onlyPrivate ? 'only' : 'any'}
          onChange={(value) => change({ onlyPrivate: value === 'only' })}
          options={[any, { value: 'only', label: t('filter.private.only') }]}
        />
        <DateField label={t('filter.from')} value={choice.createdFrom} onChange={(day) => change({ createdFrom: day })} />
        <DateField
          label={t('filter.to')}
          value={choice.createdTo === null ? null : startOfDay(choice.createdTo)}
          onChange={(day) => change({ createdTo: day === null ? null : endOfDay(day) })}
        />
        {(filtersOn(wanted) > 0 || wrongCode) && <LinkButton onClick={clear}>{t('filter.clear')}</LinkButton>}
      </form>
    </search>
  );
}

/** LST-01: one choice in each; nothing happens to the list before *Cerca Ticket* or Enter. Not drawn again while the list goes by (P10). */
export const FilterPanel = memo(DrawnFilters);
