import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { randomUUID } from 'node:crypto';
import Fastify, { LogController, type RouteOptions } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { ApiProblem } from './api-problem.ts';
import { addAttachmentRoutes } from './routes/attachment-routes.ts';
import { addAccessRoutes } from './routes/access-routes.ts';
import { addAccountRoutes } from './routes/account-routes.ts';
import { addAuthRoutes } from './routes/auth-routes.ts';
import { addDocs, addOpenApi, declareDocs } from './routes/docs-routes.ts';
import { addDevMailRoutes } from './routes/dev-mail-routes.ts';
import { addErrors, refuseAddress } from './routes/errors.ts';
import { addEventsRoutes } from './routes/events-routes.ts';
import { addGate } from './routes/gate.ts';
import { addHealthRoutes } from './routes/health-routes.ts';
import { addMeRoutes } from './routes/me-routes.ts';
import { addProfileRoutes } from './routes/profile-routes.ts';
import type { App } from './routes/route.ts';
import { addSyncRoutes } from './routes/sync-routes.ts';
import { addUploadRoutes } from './routes/upload-routes.ts';
import { addWebRoutes } from './routes/web-routes.ts';
import { addWritingRoutes } from './routes/writing-routes.ts';
import type { Services } from './services.ts';

/**
 * All routes with what stands before them. `rateFactor` loosens the limits for tests that hurry; `eachRoute` hears of every
 * route as it is added.
 */
export async function makeHttpServer(services: Services, logger: Logger, rateFactor: number, eachRoute?: (route: RouteOptions) => void): Promise<App> {
  const app: App = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    frameworkErrors: refuseAddress,
    bodyLimit: 1024 * 1024,
    trustProxy: 'loopback',
    // Longer than a proxy's own idle time, so that it is never we who close a connection that is about to be used.
    keepAliveTimeout: 75_000,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  addErrors(app);

  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  addGate(app, services.tokens, services.access);
  declareDocs(app);
  app.addHook('onRoute', (route) => {
    const rate = route.config?.rate;
    if (rate) route.config = { ...route.config, rateLimit: { max: rate.max * rateFactor, timeWindow: rate.seconds * 1000 } };
    eachRoute?.(route);
  });
  await app.register(rateLimit, {
    global: false,
    // After the gate, so that people behind one address do not use up each other's share.
    hook: 'preValidation',
    keyGenerator: (request) => request.person ?? request.ip,
    errorResponseBuilder: (_request, { ttl }) => new ApiProblem(429, 'rate.limited', 'too many requests', Math.max(1, Math.ceil(ttl / 1000))),
  });
  // No addresses, no names, no bodies: which route, how it went, how long it took.
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    request.log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
  });

  await addOpenApi(app, services.version);
  addHealthRoutes(app, services);
  addAccessRoutes(app, services);
  addAuthRoutes(app, services);
  addAccountRoutes(app, services);
  addProfileRoutes(app, services);
  addMeRoutes(app, services);
  addSyncRoutes(app, services);
  addEventsRoutes(app, services);
  addWritingRoutes(app, services);
  addUploadRoutes(app, services);
  addAttachmentRoutes(app, services);
  await addWebRoutes(app, services);
  if (!services.mailer.sends) addDevMailRoutes(app, services);
  await addDocs(app);
  return app;
}
