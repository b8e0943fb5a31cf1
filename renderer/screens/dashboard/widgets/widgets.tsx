import type { ComponentType } from 'react';
import type { IconName } from '../../../ui/icon.tsx';
import type { WidgetKind } from '../widget-kinds.ts';
import { MyDayWidget } from './my-day-widget.tsx';
import { OutboxWidget } from './outbox-widget.tsx';
import { SlaWidget } from './sla-widget.tsx';
import { TicketListWidget } from './ticket-list-widget.tsx';
import { TicketStatusWidget } from './ticket-status-widget.tsx';
import { TrendWidget } from './trend-widget.tsx';

/** Each widget's body and picture; its words are `widget.<kind>` and `widget.<kind>.text`. */
export const WIDGET_PARTS: Readonly<Record<WidgetKind, { readonly icon: IconName; readonly Body: ComponentType }>> = {
  ticket_list: { icon: 'tickets', Body: TicketListWidget },
  ticket_status: { icon: 'donut', Body: TicketStatusWidget },
  my_day: { icon: 'clock', Body: MyDayWidget },
  sla: { icon: 'flag', Body: SlaWidget },
  outbox: { icon: 'outbox', Body: OutboxWidget },
  trend: { icon: 'trend', Body: TrendWidget },
};
