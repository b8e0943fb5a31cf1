import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RIGHTS } from '#shared/domain/access/rights.ts';
import { isVendorRole, roleSchema, type Role } from '#shared/domain/access/roles.ts';
import { COMMANDS } from '#shared/domain/registry.ts';
import { INPUTS } from '#shared/domain/testing/command-inputs.ts';
import { PASSWORD, TENANTS } from '#cloud/testing/small-data.ts';
import { createTestCloud, type TestCloud } from '#cloud/testing/test-cloud.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';

const { rossi, bikelt, vendor } = TENANTS;
const desks = new Map<Role, TestDesk>();
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await createTestCloud();
  for (const role of roleSchema.options) {
    const [id, email] = [v7(), `${role}@ruoli.example`];
    await cloud.cloud.admin.createPerson({ id, name: role.toUpperCase(), email, password: PASSWORD, language: 'it' });
    await cloud.cloud.admin.addMember(isVendorRole(role) ? vendor : rossi, id, [role]);
    desks.set(role, await TestDesk.signedIn(cloud.url, email));
  }
});
afterAll(() => cloud.stop());

/** The first sample that the command's own schema takes: a wrong shape is refused before the right is asked. */
function inputOf({ name, input }: (typeof COMMANDS)[number]): unknown {
  // Whoever comes next must find the modules as they were.
  if (name === 'module.set_access') return { module: 'crm', enabled: true };
  const inputs = INPUTS[name];
  const fitting = inputs && fc.sample(inputs, { seed: 1, numRuns: 200 }).find((one) => input.safeParse(one).success);
  if (fitting === undefined) throw new Error(`no input for ${name}`);
  return fitting;
}

/** Every command in one push; what came of each, by its name. */
async function pushAll(desk: TestDesk, tenant: string): Promise<ReadonlyMap<string, string>> {
  const results = await desk.push(tenant, COMMANDS.map((command) => desk.command(tenant, command.name, inputOf(command))));
  return new Map(COMMANDS.map(({ name }, index) => {
    const outcome = results[index]?.outcome;
    return [name, outcome?.state === 'refused' ? `${outcome.refusal.why} ${outcome.refusal.code}` : (outcome?.state ?? 'nothing')];
  }));
}

for (const role of roleSchema.options) {
  for (const tenant of [rossi, bikelt, vendor]) {
    const where = tenant === vendor ? "the vendor's company" : tenant === rossi ? 'a company' : 'another company';
    test(`ACC-16, ACC-09: ${role} in ${where}: every command is refused for its right exactly where the table refuses it (R5)`, async () => {
      const desk = desks.get(role);
      if (!desk) throw new Error('no desk');
      const feed = (await desk.me()).feeds.find((one) => one.tenant === tenant);
      const own = tenant === (isVendorRole(role) ? vendor : rossi);
      // A contract opens a customer to the vendor's operators and administrators; nothing opens another company.
      expect(feed !== undefined).toBe(own || (tenant !== vendor && (role === 'operator' || role === 'vendor_admin')));
      if (!feed) {
        for (const command of COMMANDS) {
          expect(await desk.pushRaw(tenant, [desk.command(tenant, command.name, inputOf(command))]), command.name).toMatchObject({ status: 403, body: { error: { code: 'tenant.forbidden' } } });
        }
        return;
      }
      const got = await pushAll(desk, tenant);
      for (const { name, area } of COMMANDS) {
        const allowed = (RIGHTS[name] ?? []).includes(role) && feed.areas.includes(area);
        const told = `${name}: ${got.get(name)}`;
        // Beyond the table a rule may have a finer right of its own, with a code of its own.
        if (allowed) expect(told).not.toMatch(/right\.missing/);
        else expect(told).toBe(`${name}: right right.missing`);
      }
    });
  }
}
