import { mayInSession } from '../../data/use-session.ts';
import type { ScreenDefinition } from '../registry.ts';

/** The screens of the support module. */
export const supportScreens: readonly ScreenDefinition[] = [
  {
    kind: 'ticket.new',
    title: 'support:new.title',
    icon: 'support',
    // TKT-01: the same label everywhere.
    menu: { section: 'support', order: 1, label: 'support:new.menu' },
    may: (session) => mayInSession(session, 'ticket.create'),
    load: async () => (await import('./new/new-ticket-screen.tsx')).NewTicketScreen,
  },
  {
    kind: 'ticket.list',
    title: 'support:list.title',
    icon: 'tickets',
    menu: { section: 'support', order: 2, label: 'support:list.menu' },
    badge: 'open_tickets',
    // SET-03
    may: (session) => session.tenants.some(({ areas }) => areas.includes('support')),
    load: async () => (await import('./list/ticket-list-screen.tsx')).TicketListScreen,
  },
  {
    kind: 'ticket.detail',
    title: 'support:detail.title',
    icon: 'ticket',
    load: async () => (await import('./detail/ticket-detail-screen.tsx')).TicketDetailScreen,
  },
];
