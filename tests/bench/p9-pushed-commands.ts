import { v7 } from 'uuid';
import { PEOPLE, ticketInput } from '#cloud/testing/small-data.ts';
import { TestDesk } from '#cloud/testing/test-desk.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { median, range, timed, times, type Row } from './measure.ts';
import { simpleUpdates } from './pgbench.ts';

const PREFIX = 100;
const PREFIXES_A_ROUND = 5;

/** P9: a backlog of new requests in prefixes of 100 on one connection, by turns with `pgbench -N -c 1` on the same server. */
export async function pushedCommands(cloud: BenchCloud, short: boolean): Promise<Row[]> {
  const { email, tenant } = PEOPLE.luca;
  const desk = await TestDesk.signedIn(cloud.url, email);
  const pgbench = await simpleUpdates(cloud);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < (short ? 3 : 9); round += 1) {
    const prefixes = Array.from({ length: PREFIXES_A_ROUND }, () =>
      Array.from({ length: PREFIX }, (_, index) => desk.command(tenant, 'ticket.create', ticketInput(v7(), `Arretrato ${index}`, email))),
    );
    const pushed = await timed(async () => {
      for (const commands of prefixes) {
        const results = await desk.push(tenant, commands);
        if (results.some(({ outcome }) => outcome.state !== 'accepted')) throw new Error('a command was refused');
      }
    });
    const updated = await pgbench.run();
    // The first one warms up.
    if (round === 0) continue;
    ours.push((PREFIX * PREFIXES_A_ROUND) / (pushed / 1000));
    theirs.push(updated);
  }
  const ratio = median(ours) / median(theirs);
  return [
    {
      id: 'P9', what: 'pushed commands (ticket.create), prefixes of 100', value: range(ours, 'commands'), baseline: range(theirs, 'transactions'), ratio: times(ratio), goal: '≥ 4×', met: ratio >= 4,
      note: `HTTP, ledger, rules, rows, mail, commit; baseline: ${pgbench.what}, durable commits on both sides`,
    },
  ];
}
