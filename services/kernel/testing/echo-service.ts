import {Arg, Ctx, Field, Int, Mutation, ObjectType, Query, Resolver, Root, Subscription} from 'type-graphql';
import {systemClock} from '../src/clock.js';
import type {Bus} from '../src/events/bus.js';
import {inProcessBus} from '../src/events/in-process-bus.js';
import {createLogger} from '../src/log.js';
import {notPermitted} from '../src/refusal.js';
import type {RequestContext} from '../src/request-context.js';
import type {Service} from '../src/serve.js';
import {buildSubgraph} from '../src/subgraph.js';
import {eventDatabase} from './event-database.js';
import {gate} from './gate.js';

@ObjectType()
class Who {
  @Field(() => String)
  kind: string;

  @Field(() => String, {nullable: true})
  name: string | null;

  @Field(() => String)
  requestId: string;

  @Field(() => String)
  language: string;
}

/** Doors for a test: what a resolver waits for, and what it has been asked. */
export class Doors {
  slow = gate();
  loads: number[][] = [];
  ended = 0;
}

@Resolver()
export class EchoResolver {
  constructor(private readonly doors: Doors) {}

  @Query(() => Who)
  who(@Ctx() {caller, language}: RequestContext): Who {
    return {kind: caller.kind, name: caller.name, requestId: caller.requestId, language};
  }

  @Query(() => String)
  async slow(): Promise<string> {
    await this.doors.slow.pass();
    return 'done';
  }

  @Query(() => String)
  fail(): string {
    throw new Error('SELECT secret FROM host 10.0.0.5');
  }

  @Mutation(() => String)
  refuse(): string {
    throw notPermitted();
  }

  @Subscription(() => Int, {
    subscribe: ({args}) => count(args as {to: number; breaks: boolean}),
  })
  async counted(
    @Root() at: number,
    @Arg('to', () => Int) _to: number,
    @Arg('breaks') _breaks: boolean,
    @Ctx() context: RequestContext,
  ): Promise<number> {
    return context.load('counted', 'one', async (keys) => {
      this.doors.loads.push([at]);
      return keys.map(() => at);
    });
  }

  @Subscription(() => Int, {
    subscribe: async function* () {
      yield 0;
      await new Promise(() => undefined);
    },
  })
  endless(@Root() at: number): number {
    return at;
  }
}

async function* count({to, breaks}: {to: number; breaks: boolean}) {
  for (let at = 1; at <= to; at++) yield at;
  if (breaks) throw new Error('SELECT secret FROM host 10.0.0.5');
}

/** A small service with a database and a bus of its own, for tests of what stands around a service. */
export async function echoService(more: Partial<Service> = {}) {
  const doors = new Doors();
  const lines: string[] = [];
  const log = createLogger('echo', {level: 'info', destination: {write: (line) => void lines.push(line)}});
  const database = more.database ?? (await eventDatabase('sqlite'));
  const bus: Bus = more.bus ?? inProcessBus(log, {stopWithinMs: 100});
  const subgraph = buildSubgraph({
    name: 'echo',
    resolvers: [EchoResolver],
    instances: [new EchoResolver(doors)],
    references: {},
  });
  const service: Service = {name: 'echo', subgraph, clock: systemClock, log, ...more, database, bus};
  const close = async () => {
    await bus.close();
    await database.close();
  };
  return {service, doors, lines, close};
}
