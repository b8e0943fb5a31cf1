import type { Id } from '#shared/domain/kernel/ids.ts';
import { ROUTES } from '#shared/api/routes.ts';
import { pushRequestSchema } from '#shared/api/sync.ts';
import { bodyOf, isWaiting } from '#core/sync/pending.ts';
import { commandOfRow, type CommandRow } from '#core/store/log/command-row.ts';
import type { LoggedCommand } from '#core/store/store.ts';
import { randomFrom } from '../random.ts';
import { beginning, type Beginning } from './beginning.ts';
import { COMPANIES, PEOPLE, type Company, type Person } from './cast.ts';
import { CloudHistory, type Origin } from './cloud-history.ts';
import { commandOf, POISON, type GivenCommand } from './given-commands.ts';
import { MemoryData, type MemoryBackup } from './memory-data.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { inVirtualTime } from './in-virtual-time.ts';
import { differences, fates, unrest } from './rest-checks.ts';
import { SimulatedCloud } from './simulated-cloud.ts';
import { SimulatedDesk } from './simulated-desk.ts';
import { SimulatedDisk, type DiskCopy } from './simulated-disk.ts';
import { NOBODY, SimulatedNetwork } from './simulated-network.ts';
import { CLONE_SLOT, told, type Plan, type Step } from './steps.ts';
import { logName, viewViolations } from './view-checks.ts';
import { VirtualTime } from './virtual-time.ts';

export interface Outcome {
  /** The first things that were wrong; none when all invariants held. */
  readonly violations: readonly string[];
  readonly history: readonly string[];
  readonly events: number;
}

/** How long a healed office may take to come to rest, ms: the longest wait of the core, and a little. */
const REST = 15 * 60_000;
/** A network fault may be planned by a history's last step; what is under way ends within this, ms. */
const LOOK = 500;

/** How many of the machines are signed in anew at the beginning, and load everything. */
const ANEW = 0.15;

/** Plays a history and answers what was wrong. The same plan gives the same outcome. Nothing else may run meanwhile. */
export async function play(plan: Plan, bug?: PlantedBug): Promise<Outcome> {
  const begun = await beginning();
  const time = new VirtualTime(plan.seed);
  return inVirtualTime(time, async () => {
    const office = new Office(time, plan, bug);
    try {
      return await office.play(begun);
    } finally {
      office.close();
    }
  });
}

class Office {
  readonly #time: VirtualTime;
  readonly #plan: Plan;
  readonly #bug: PlantedBug | undefined;
  readonly #memory: MemoryData;
  readonly #cloud: SimulatedCloud;
  readonly #history: CloudHistory;
  readonly #desks: SimulatedDesk[] = [];
  readonly #people: (Person | undefined)[];
  readonly #given: GivenCommand[] = [];
  readonly #origins = new Map<Id, Origin>();
  readonly #copies = new Map<number, { readonly disk: DiskCopy; readonly slot: number }>();
  readonly #backups = new Map<number, MemoryBackup>();
  readonly #lines: string[] = [];
  readonly #violations: string[] = [];

  constructor(time: VirtualTime, plan: Plan, bug: PlantedBug | undefined) {
    this.#time = time;
    this.#plan = plan;
    this.#bug = bug;
    this.#people = [...plan.people.map((name) => PEOPLE[name]), undefined];
    this.#history = new CloudHistory((command) => this.#origins.get(command));
    let marks = 0;
    this.#memory = new MemoryData({
      beforeCommit: () => time.pause(time.random.next() * 40),
      newMark: () => `mark ${(marks += 1)} ${time.now}`,
      holdSeq: bug?.holdSeq ?? true,
      refuses: ({ values }) => [values['title'], values['plain']].some((text) => typeof text === 'string' && text.includes(POISON)),
      committed: (tenant, seq, rows, entries) => this.#history.committed(tenant, seq, rows, entries),
    });
    this.#cloud = new SimulatedCloud(this.#memory, bug?.data?.(this.#memory) ?? this.#memory, () => time.now, bug?.answer);
    this.#cloud.trouble = (text) => this.#violations.push(`a bug: ${text}`);
    for (let slot = 0; slot <= CLONE_SLOT; slot += 1) {
      const powerCuts = plan.steps.filter((step) => step.kind === 'kill' && step.power && step.desk === slot).length;
      const disk = new SimulatedDisk({ logDurable: bug?.logDurable ?? true, powerCuts });
      const network = new SimulatedNetwork(time, this.#cloud);
      const desk = new SimulatedDesk(`desk ${slot}`, disk, network, time, bug, (text) => this.#violations.push(text));
      network.arrived = (path, token, body) => this.#arrived(path, token, body);
      network.tooBusy = (requests) => this.#violations.push(`I3 ${desk.name} asks the cloud ${requests} times in a minute`);
      desk.watch = () => this.#violations.push(...viewViolations(desk, this.#given, this.#history));
      this.#desks.push(desk);
    }
  }

  async play(begun: Beginning): Promise<Outcome> {
    await this.#begin(begun);
    for (const step of this.#plan.steps) {
      if (this.#violations.length > 0) break;
      this.#time.random = randomFrom(step.seed ^ this.#plan.seed);
      this.#tell(told(step));
      await this.#perform(step);
      await this.#time.pass(this.#time.random.next() ** 3 * 200);
    }
    if (this.#violations.length === 0) await this.#rest();
    this.#violations.push(...this.#history.violations);
    return { violations: this.#violations.slice(0, 5), history: this.#lines, events: this.#time.events };
  }

  close(): void {
    for (const desk of this.#desks) {
      desk.kill(false);
      desk.disk.close();
    }
  }

  #tell(line: string): void {
    this.#lines.push(`${String(this.#time.now % 100_000_000).padStart(8)} ${line}`);
  }

  async #begin({ cloud, disks }: Beginning): Promise<void> {
    this.#memory.restore(cloud);
    for (const { id: tenant } of Object.values<Company>(COMPANIES)) this.#history.known(this.#memory.tenant(tenant).rows.get('ticket')?.values() ?? []);
    for (const [slot, name] of this.#plan.people.entries()) {
      const desk = this.#desks[slot];
      if (!desk) continue;
      const anew = this.#time.random.next() < ANEW;
      if (!anew) {
        desk.disk.restore(disks[name]);
        this.#cloud.grant(disks[name].vault.values(), PEOPLE[name]);
      }
      await desk.start();
      if (anew) await desk.signIn(PEOPLE[name]);
    }
    await this.#time.pass(2_000, () => this.#plan.people.every((name, slot) => {
      const desk = this.#desks[slot];
      return !desk || unrest(desk, this.#cloud, PEOPLE[name]) === undefined;
    }));
  }

  async #perform(step: Step): Promise<void> {
    const desk = 'desk' in step ? this.#desks[step.desk] : undefined;
    switch (step.kind) {
      case 'command':
        return desk && this.#give(desk, step);
      case 'wait':
        return this.#time.pass(step.ms);
      case 'fault':
        return desk?.network.plan(step.on, step.fault, step.times);
      case 'offline':
        desk?.network.setOnline(false);
        this.#time.in(step.ms, () => desk?.network.setOnline(true), NOBODY);
        return undefined;
      case 'kill':
        return desk && this.#kill(desk, step);
      case 'start':
        return desk?.start();
      case 'lose-cache':
        desk?.kill(false);
        desk?.disk.loseCache();
        if (this.#bug?.logGoesWithCache) desk?.disk.loseLog();
        return this.#startAgain(desk);
      case 'damage-cache':
        for (const { cache } of desk?.disk.profiles.values() ?? []) cache.damaged = true;
        return undefined;
      case 'copy':
        if (desk) this.#copies.set(step.id, { disk: desk.disk.copy(), slot: step.desk });
        return undefined;
      case 'restore':
        return this.#restoreProfile(step);
      case 'clone':
        return this.#clone(step);
      case 'backup':
        this.#backups.set(step.id, this.#memory.backup());
        return undefined;
      case 'restore-cloud':
        return this.#restoreCloud(step.backup);
      case 'clock':
        if (desk) desk.skew += step.by;
        return undefined;
      case 'sign-in': {
        const person = step.person === null ? this.#people[step.desk] : PEOPLE[step.person];
        if (!desk || !person) return undefined;
        // Another company's person has another profile; the first one stays this machine's.
        await desk.signIn(person);
        return undefined;
      }
      case 'contract':
        return this.#cloud.setContract(COMPANIES[step.customer].id, step.inForce);
      case 'click':
        return desk?.wake();
      case 'take-back':
        return desk && this.#takeBack(desk);
    }
  }

  async #give(desk: SimulatedDesk, step: Extract<Step, { kind: 'command' }>): Promise<void> {
    const profile = desk.desk?.profile;
    const person = Object.values<Person>(PEOPLE).find(({ id }) => id === profile?.person().id);
    if (!profile || !person) return;
    const given = commandOf(step, person, logName(desk, person.id));
    this.#given.push(given);
    await desk.give({ command: given.name, input: given.input, tenant: given.tenant, undoable: step.held }, (answer) => {
      this.#tell(`   ${desk.name} ${given.text}: ${answer.state}${answer.state === 'refused' ? ` ${answer.refusal.code}` : ''}`);
      // Else this kind of command would never be played.
      if (answer.state === 'refused' && answer.refusal.code === 'input.invalid') this.#violations.push(`a bug: the simulator gives ${given.name} with an input that is none`);
      if (answer.state !== 'saved') return;
      given.id = answer.commandId;
      given.toConfirm = answer.toConfirm;
      const logged = profile.store.log.get(answer.commandId);
      if (logged) this.#origins.set(logged.id, { log: given.log, before: new Set(profile.store.log.open().map(({ id }) => id)), bases: bodyOf(logged).bases });
    });
  }

  /** The last command that has not been answered, with all that stands on it; one that may have gone cannot be taken back. */
  async #takeBack(desk: SimulatedDesk): Promise<void> {
    const profile = desk.desk?.profile;
    if (!profile) return;
    const own = this.#given.filter(({ log }) => log === logName(desk, profile.person().id));
    const waits = (id: Id) => {
      const logged = profile.store.log.get(id);
      return logged !== undefined && isWaiting(logged);
    };
    const id = own.findLast((given) => given.id !== null && waits(given.id))?.id;
    if (!id) return;
    for (const given of own) given.mayBeTakenBack = true;
    await desk.takeBack(id);
  }

  async #kill(desk: SimulatedDesk, step: Extract<Step, { kind: 'kill' }>): Promise<void> {
    const { life } = desk;
    if (!life?.alive) return;
    if (step.when === 'events') life.eventsLeft = step.after;
    else if (step.when === 'commits') {
      life.commitsLeft = step.after;
      life.lastCommits = step.lastCommits;
    } else {
      desk.kill(step.power);
      return this.#startAgain(desk);
    }
    // It dies some time later, under whatever it is doing then, and is started again.
    life.onDeath = () => {
      this.#time.in(0, () => desk.kill(step.power), NOBODY);
      this.#time.in(50, () => void desk.boot(), NOBODY);
    };
  }

  async #startAgain(desk: SimulatedDesk | undefined): Promise<void> {
    await this.#time.pass(this.#time.random.next() * 100);
    await desk?.start();
  }

  async #restoreProfile(step: Extract<Step, { kind: 'restore' }>): Promise<void> {
    const copy = this.#copies.get(step.copy);
    const desk = copy && this.#desks[copy.slot];
    if (!desk) return;
    desk.kill(false);
    desk.disk.restore(copy.disk);
    this.#forgotten(desk);
    await this.#startAgain(desk);
  }

  /** The machine's disk is copied to another machine, and both work on. */
  async #clone(step: Extract<Step, { kind: 'clone' }>): Promise<void> {
    const from = this.#desks[step.desk];
    const to = this.#desks[CLONE_SLOT];
    if (!from || !to || from === to) return;
    to.kill(false);
    to.disk.restore(from.disk.copy());
    this.#people[CLONE_SLOT] = Object.values<Person>(PEOPLE).find(({ id }) => id === to.disk.device.person?.id);
    this.#forgotten(to);
    await this.#startAgain(to);
  }

  /** A log that became older may have lost what it took since. */
  #forgotten(desk: SimulatedDesk): void {
    const kept = new Set<Id>();
    for (const { log } of desk.disk.profiles.values()) for (const row of log.statement('SELECT id FROM command').all() as { id: Id }[]) kept.add(row.id);
    for (const given of this.#given) {
      if (given.id !== null && kept.has(given.id)) given.mayBeSent = true;
      else if (given.log.startsWith(`${desk.name} `)) given.mayBeLost = true;
    }
  }

  #restoreCloud(step: number): void {
    const backup = this.#backups.get(step);
    if (!backup) return;
    this.#memory.restore(backup);
    const tenants = Object.values<Company>(COMPANIES).map(({ id }) => id);
    this.#history.restored(
      new Map(tenants.map((id) => [id, this.#memory.tenant(id).head.seq])),
      (ticket) => tenants.find((id) => this.#given.some((given) => given.ticket === ticket && given.tenant === id)) ?? tenants.find((id) => this.#memory.tenant(id).rows.get('ticket')?.has(ticket)),
    );
    for (const desk of this.#desks) desk.network.breakStreams();
  }

  /** I11: what arrives under a token was given by its person. */
  #arrived(path: string, token: string | null, body: unknown): void {
    if (path !== ROUTES.push) return;
    const person = this.#cloud.personOf(token);
    for (const { id } of pushRequestSchema.parse(body).commands) {
      const given = this.#given.find((one) => one.id === id);
      if (person && given && given.person !== person.id) this.#violations.push(`I11 ${given.text} was sent under the token of ${person.name}`);
    }
  }

  /** Everything is mended, every person of every machine signs in once more, and all must drain and agree. */
  async #rest(): Promise<void> {
    this.#tell('all is healed');
    this.#time.random = randomFrom(this.#plan.seed);
    for (const desk of this.#desks) desk.network.heal();
    await this.#time.pass(1_000);
    const rounds = Math.max(...this.#desks.map((desk) => desk.disk.profiles.size));
    for (let round = 0; round < rounds && this.#violations.length === 0; round += 1) {
      const at: { desk: SimulatedDesk; person: Person }[] = [];
      for (const desk of this.#desks) {
        const people = [...desk.disk.profiles.keys()];
        const person = Object.values<Person>(PEOPLE).find(({ id }) => id === people[Math.min(round, people.length - 1)]);
        if (!person) continue;
        await this.#seat(desk, person);
        at.push({ desk, person });
      }
      const first = () => at.map(({ desk, person }) => unrest(desk, this.#cloud, person)).find((why) => why !== undefined);
      for (let passed = 0; passed < REST && first() !== undefined && this.#violations.length === 0; passed += LOOK) await this.#time.pass(LOOK);
      const why = first();
      if (why !== undefined) this.#violations.push(`I3 ${why}`);
      if (this.#violations.length > 0) return;
      for (const { desk, person } of at) this.#violations.push(...differences(desk, this.#cloud, person));
    }
    this.#violations.push(...fates(this.#given, this.#logs(), this.#cloud));
  }

  /** Puts a person at a machine: by the desk that opens by itself, else by the password. */
  async #seat(desk: SimulatedDesk, person: Person): Promise<void> {
    const { life } = desk;
    if (life) {
      life.eventsLeft = undefined;
      life.commitsLeft = undefined;
    }
    await desk.start();
    await this.#time.pass(200);
    const open = desk.desk;
    // Asked as a person is asked: only when it cannot go on without.
    if (open?.profile.person().id === person.id && open.token().state === 'held') return;
    if (!(await desk.signIn(person))) this.#violations.push(`I3 ${person.name} cannot sign in at ${desk.name}`);
  }

  #logs(): { person: Person; commands: ReadonlyMap<Id, LoggedCommand> }[] {
    const logs: { person: Person; commands: ReadonlyMap<Id, LoggedCommand> }[] = [];
    for (const desk of this.#desks) {
      for (const [id, { log }] of desk.disk.profiles) {
        const person = Object.values<Person>(PEOPLE).find((one) => one.id === id);
        if (!person) continue;
        const rows = log.statement('SELECT * FROM command').all() as CommandRow[];
        logs.push({ person, commands: new Map(rows.map((row) => [row.id, commandOfRow(row)])) });
      }
    }
    return logs;
  }
}
