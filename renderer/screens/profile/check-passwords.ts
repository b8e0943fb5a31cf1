import { PASSWORD_LIMITS } from '#shared/api/account.ts';

export interface TypedPasswords {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

/** Which key of the locale stands beside which field, before anything is sent (ACC-12); empty when there is nothing to say. */
export function checkPasswords({ current, next, again }: TypedPasswords): { readonly [K in keyof TypedPasswords]?: string } {
  return {
    ...(current === '' ? { current: 'profile.password_missing' } : {}),
    ...(next.length < PASSWORD_LIMITS.min ? { next: 'profile.password_short' } : {}),
    ...(next !== again ? { again: 'profile.password_differs' } : {}),
  };
}
