import { pinSchema } from '#shared/rpc/access.ts';

export interface TypedPin {
  readonly current: string;
  readonly pin: string;
  readonly again: string;
}

/** Which key of the locale stands beside which field; `change`: there is a PIN already, which is wanted too. */
export function checkPin({ current, pin, again }: TypedPin, change: boolean): { readonly [K in keyof TypedPin]?: string } {
  return {
    ...(change && current === '' ? { current: 'lock.missing' } : {}),
    ...(pinSchema.safeParse(pin).success ? {} : { pin: 'pin.odd' }),
    ...(pin === again ? {} : { again: 'pin.differs' }),
  };
}
