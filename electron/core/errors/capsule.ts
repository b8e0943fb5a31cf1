import type { LogLine, OutputOf, ParsedInputOf } from '#shared/rpc/contract.ts';
import { capsuleOf, OWN_PROGRAM } from '#shared/domain/tickets/capsule.ts';
import type { Machine } from './machine.ts';
import { createRedactor } from './redact.ts';

export interface CapsuleFacts {
  readonly version: string;
  readonly build: string;
  readonly database: string;
  readonly machine: Machine;
  readonly steps: readonly string[];
  readonly log: readonly LogLine[];
}

/**
 * What a support request would carry of an error, redacted, exactly as it will leave (TKT-03), and what was taken out.
 * About another program (OFF-06) it says nothing of this one's steps, log and database: they are not about it.
 */
export function buildCapsule(error: ParsedInputOf<'errors.capsule'>, facts: CapsuleFacts): OutputOf<'errors.capsule'> {
  const redactor = createRedactor();
  const { machine } = facts;
  const own = error.program === undefined;
  const texts = {
    at: error.at,
    code: error.code,
    summary: error.summary,
    program: error.program ?? OWN_PROGRAM,
    programVersion: own ? facts.version : (error.programVersion ?? ''),
    fileVersion: own ? facts.build : '',
    system: machine.system,
    architecture: machine.architecture,
    database: own ? facts.database : '',
    hardware: machine.hardware,
    screen: error.screen,
    record: error.record,
    steps: own ? facts.steps : [],
    log: own ? facts.log.map((line) => `${new Date(line.at).toISOString()} ${line.level} ${line.text}`) : (error.log ?? []),
  };
  // Counted while it is redacted: what is cut away again is counted too, which errs to the safe side.
  const capsule = capsuleOf({ ...texts, steps: [...texts.steps], log: [...texts.log] }, 0, redactor.redact);
  const said = JSON.stringify(capsule);
  return { capsule: { ...capsule, redactions: redactor.count() }, hidden: redactor.hidden().filter(({ label }) => said.includes(label)) };
}
