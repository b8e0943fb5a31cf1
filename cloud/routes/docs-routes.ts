import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { App, RouteConfig } from './route.ts';

const DOCS = '/docs';
const OPEN: RouteConfig = { auth: 'none', tenant: 'none', rate: { max: 120, seconds: 60 } };

/** Scalar's page has a script and styles of its own inline; nothing comes from another host. Only here (security.md). */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Scalar's plugin knows nothing of our declarations: its routes are declared here, before any other hook sees them. */
export function declareDocs(app: App): void {
  app.addHook('onRoute', (route) => {
    if (route.url === DOCS || route.url.startsWith(`${DOCS}/`)) route.config = { ...OPEN, ...route.config };
  });
}

/** To be called before the routes, which it collects. */
export async function addOpenApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Sportello cloud', version, description: 'What a desk asks of the cloud. Made from the schemas that check the requests.' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route);
      const open = (route.route.config as Partial<RouteConfig> | undefined)?.auth === 'none';
      return { schema: open ? schema : { ...schema, security: [{ bearer: [] }] }, url };
    },
  });
}

/** The description at /openapi.json, and a page to read it at /docs. */
export async function addDocs(app: App): Promise<void> {
  app.get('/openapi.json', { config: OPEN, schema: { hide: true } }, () => app.swagger());
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply) => {
      void reply.header('content-security-policy', DOCS_POLICY);
    });
    await scope.register(scalar, {
      routePrefix: DOCS,
      configuration: { url: '/openapi.json', withDefaultFonts: false, telemetry: false, hideClientButton: true, agent: { disabled: true }, mcp: { disabled: true }, showDeveloperTools: 'never' },
    });
  });
  app.get('/', { config: OPEN, schema: { hide: true } }, async (_request, reply) => reply.redirect(`${DOCS}/`));
}
