import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../../data/query.ts';
import { useNow } from '../../../data/use-now.ts';
import { useCompany } from '../../../data/use-session.ts';
import { formatDay, formatNumber } from '../../../format.ts';
import { LineChart } from '../../../ui/line-chart.tsx';
import { weekEdges } from '../week-edges.ts';
import { WidgetOf } from './widget-wait.tsx';

const WEEKS = 8;

/** DSH-03: opened and closed in each of the last eight weeks. */
export function TrendWidget() {
  const { t } = useTranslation('dashboard');
  const now = useNow();
  const tenant = useCompany()?.id ?? null;
  const week = weekEdges(now, 1)[0] ?? 0;
  const edges = useMemo(() => weekEdges(week, WEEKS), [week]);
  const answer = useQueryOf('dashboard.trend', { tenant, edges }, { keepPrevious: true });
  return (
    <WidgetOf answer={answer}>
      {({ opened, closed }) => (
        <LineChart
          caption={t('trend.caption', { count: WEEKS })}
          labels={edges.slice(0, -1).map((edge) => formatDay(edge, now))}
          series={[
            { name: t('trend.opened'), values: opened },
            { name: t('trend.closed'), values: closed, dashed: true },
          ]}
          format={formatNumber}
        />
      )}
    </WidgetOf>
  );
}
