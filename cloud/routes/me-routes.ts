import { ROUTES } from '#shared/api/routes.ts';
import { meSchema } from '#shared/api/sync.ts';
import { ApiProblem } from '#cloud/api-problem.ts';
import type { Services } from '#cloud/services.ts';
import { personOf, type App } from './route.ts';

export function addMeRoutes(app: App, { access, now, version }: Services): void {
  app.get(
    ROUTES.me,
    {
      config: { auth: 'person', tenant: 'none', rate: { max: 600, seconds: 60 } },
      schema: { tags: ['sync'], summary: 'Who is signed in, and which feeds are theirs', response: { 200: meSchema } },
    },
    async (request) => {
      const me = await access.me(personOf(request));
      if (!me) throw new ApiProblem(401, 'auth.required', 'sign in');
      return { ...me, now: now(), version };
    },
  );
}
