/** The widgets there are (DSH-02, DSH-03), in the order in which they are offered. */
export const WIDGETS = ['ticket_list', 'ticket_status', 'my_day', 'sla', 'outbox', 'trend'] as const;
export type WidgetKind = (typeof WIDGETS)[number];

/** In columns and rows of the grid: as it is added, and the least in which it can still be read. */
export const WIDGET_SIZES: Readonly<Record<WidgetKind, { readonly w: number; readonly h: number; readonly minW: number; readonly minH: number }>> = {
  ticket_list: { w: 8, h: 6, minW: 5, minH: 4 },
  ticket_status: { w: 4, h: 4, minW: 3, minH: 4 },
  my_day: { w: 5, h: 5, minW: 4, minH: 3 },
  sla: { w: 4, h: 6, minW: 4, minH: 5 },
  outbox: { w: 3, h: 4, minW: 3, minH: 3 },
  trend: { w: 4, h: 6, minW: 4, minH: 5 },
};
