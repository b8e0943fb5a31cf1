import type { ParsedInputOf } from '#shared/rpc/contract.ts';
import { capsuleSchema, type Capsule } from '#shared/domain/tickets/entities.ts';
import { CAPSULE_LIMIT } from '#shared/domain/tickets/values.ts';
import type { LogLine } from '#shared/rpc/contract.ts';
import type { Machine } from './machine.ts';
import { redact } from './redact.ts';

export interface CapsuleFacts {
  readonly version: string;
  readonly build: string;
  readonly database: string;
  readonly machine: Machine;
  readonly steps: readonly string[];
  readonly log: readonly LogLine[];
}

/**
 * What a support request would carry of an error, redacted, exactly as it will leave (TKT-03). Where it would be too
 * long, the oldest log lines go first, then the oldest steps.
 */
export function buildCapsule(error: ParsedInputOf<'errors.capsule'>, facts: CapsuleFacts): Capsule {
  let redactions = 0;
  const clean = (text: string, max: number): string => {
    const { text: kept, count } = redact(text);
    redactions += count;
    return kept.slice(0, max);
  };
  const fixed = {
    at: error.at,
    code: clean(error.code, 120),
    summary: clean(error.summary, 2000),
    program: 'Sportello',
    programVersion: facts.version.slice(0, 80),
    fileVersion: facts.build.slice(0, 80),
    system: clean(facts.machine.system, 200),
    architecture: facts.machine.architecture.slice(0, 40),
    database: clean(facts.database, 200),
    hardware: clean(facts.machine.hardware, 200),
    screen: clean(error.screen, 200),
    record: clean(error.record, 200),
  };
  let steps = facts.steps.slice(-50).map((step) => clean(step, 300));
  let log = facts.log.slice(-200).map((line) => clean(`${new Date(line.at).toISOString()} ${line.level} ${line.text}`, 1000));
  // Room is left for the count of redactions, which is added last.
  const tooLong = () => JSON.stringify({ ...fixed, steps, log }).length > CAPSULE_LIMIT - 100;
  while (log.length > 0 && tooLong()) log = log.slice(Math.ceil(log.length / 10));
  while (steps.length > 0 && tooLong()) steps = steps.slice(1);
  return capsuleSchema.parse({ ...fixed, steps, log, redactions });
}

