import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '#shared/rpc/contract.ts';
import { useQueryOf } from '../../data/query.ts';
import { sentenceOf } from '../../errors/sentence.ts';
import { formatExact } from '../../format.ts';
import { DataGrid, type GridColumn } from '../../grid/data-grid.tsx';
import { useScreenCommands } from '../../state/commands.ts';
import { ChipFilter } from '../../ui/chip-filter.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StatusBadge, type BadgeShape, type BadgeTone } from '../../ui/status-badge.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import styles from './event-log-screen.module.css';

const LINES = 2000;
type Level = LogLine['level'] | 'any';
const LOOK: Readonly<Record<LogLine['level'], readonly [BadgeShape, BadgeTone]>> = { info: ['circle', 'neutral'], warn: ['triangle', 'amber'], error: ['square', 'red'] };

/** TKT-02: what the program wrote down, the newest first, redacted as it leaves with a request. */
export function EventLogScreen() {
  const { t } = useTranslation('shell');
  const log = useQueryOf('app.log', { limit: LINES });
  const [level, setLevel] = useState<Level>('any');
  const [words, setWords] = useState('');
  const [selected, setSelected] = useState<string | null>(null);
  const wanted = words.trim().toLocaleLowerCase();
  const lines = (log.data ?? [])
    .map((line, at) => ({ ...line, key: `${line.at}-${at}` }))
    .filter((line) => (level === 'any' || line.level === level) && line.text.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => b.at - a.at);
  const asText = (rows: readonly LogLine[]) => rows.map((line) => `${formatExact(line.at)}\t${line.level}\t${line.text}`).join('\n');
  const copy = async () => {
    await navigator.clipboard.writeText(asText(lines));
    showToast({ text: t('log.copied', { count: lines.length }), tone: 'good' });
  };
  useScreenCommands([
    { id: 'refresh', label: t('common:refresh'), icon: 'refresh', shortcut: 'refresh', run: () => void log.refetch() },
    { id: 'copy', label: t('log.copy'), icon: 'clipboard', enabled: lines.length > 0, run: () => void copy() },
  ]);
  const columns: readonly GridColumn<(typeof lines)[number]>[] = [
    { id: 'at', header: t('log.when'), width: 160, cell: (line) => formatExact(line.at), text: (line) => formatExact(line.at) },
    {
      id: 'level',
      header: t('log.level'),
      width: 164,
      cell: (line) => (
        <StatusBadge shape={LOOK[line.level][0]} tone={LOOK[line.level][1]}>
          {t(`log.level.${line.level}`)}
        </StatusBadge>
      ),
      text: (line) => line.level,
    },
    { id: 'text', header: t('log.text'), width: 320, grow: 1, cell: (line) => <span className={styles.text} title={line.text}>{line.text}</span>, text: (line) => line.text },
  ];
  if (log.isPending) return <Waiting what={t('log.loading')} />;
  if (log.isError) return <div className={styles.pad}><Notice tone="error">{sentenceOf(log.error.code, log.error.details)}</Notice></div>;
  const chosen = lines.find((line) => line.key === selected);
  return (
    <div className={styles.page}>
      <div className={styles.filters}>
        <TextField label={t('log.search')} labelHidden placeholder={t('log.search')} type="search" icon="search" value={words} onChange={setWords} />
        <ChipFilter
          label={t('log.level')}
          value={level}
          onChange={setLevel}
          options={[
            { value: 'any', label: t('log.level.any') },
            { value: 'info', label: t('log.level.info') },
            { value: 'warn', label: t('log.level.warn') },
            { value: 'error', label: t('log.level.error') },
          ]}
        />
      </div>
      <DataGrid
        label={t('log.title')}
        columns={columns}
        count={lines.length}
        lines={1}
        rowAt={(index) => lines[index]}
        rowKey={(line) => line.key}
        selectedKey={selected}
        onSelect={(line) => setSelected(line.key)}
        onOpen={(line) => setSelected(line.key)}
        empty={<EmptyState icon="log" title={t('log.empty')} text={t('log.empty_text')} />}
      />
      {chosen && <pre className={styles.whole}>{chosen.text}</pre>}
    </div>
  );
}
