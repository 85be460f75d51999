import {createHash} from 'node:crypto';
import type {DocumentNode} from 'graphql';
import type {WebSocket} from 'ws';
import {anonymous, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import type {Operation} from '../admission.js';
import type {GatewayContext} from '../context.js';
import {limits} from '../limits.js';
import type {MaskingOptions} from '../masking.js';
import {liveBusy} from '../refusals.js';
import type {FederatedGraph} from '../supergraph.js';
import {hydrate} from './hydrate.js';
import {JoinCache} from './join-cache.js';
import {Membership} from './membership.js';
import {Outlet, outletBounds, type OutletBounds} from './outlet.js';
import {planSubscription, type LivePlan} from './plan.js';
import {LiveStream} from './stream.js';
import type {Upstreams} from './upstream.js';

/** These answer by role and place alone, never by person: whoever has the same grants sees the same. */
const sharedFields = new Set(['roundTally', 'planProgress']);

const joinsFreshMs = 10_000;

export interface Joining extends Operation {
  /** As the client sent them, and as the schema reads them. */
  variables: Record<string, unknown>;
  coerced: Record<string, unknown>;
  context: GatewayContext;
  socket: WebSocket;
  id: string;
}

export interface HubSettings {
  graph: FederatedGraph;
  upstreams: Upstreams;
  masking: MaskingOptions;
  bounds?: OutletBounds;
  lingerMs?: number;
}

/** Brings those together who ask for the same: one upstream per operation, variables and visibility scope. */
export class LiveHub {
  private readonly streams = new Map<string, LiveStream>();
  private readonly plans = new WeakMap<DocumentNode, Map<string, LivePlan>>();

  constructor(private readonly settings: HubSettings) {}

  get size(): number {
    return this.streams.size;
  }

  /** Throws a refusal when the operation can't be streamed. */
  join(joining: Joining): Membership {
    const plan = this.planFor(joining);
    const key = keyOf(plan, joining);
    const stream = this.streams.get(key) ?? this.open(key, plan, joining);
    const {bounds = outletBounds} = this.settings;
    const outlet = new Outlet(joining.socket, joining.id, bounds, plan.mergeable ? stream.catchUp : undefined);
    const membership = new Membership(outlet, (member) => stream.leave(member));
    stream.join(membership);
    return membership;
  }

  private planFor({document, operation}: Operation): LivePlan {
    const plans = this.plans.get(document) ?? new Map<string, LivePlan>();
    this.plans.set(document, plans);
    const name = operation.name?.value ?? '';
    const plan = plans.get(name) ?? planSubscription(this.settings.graph, document, operation);
    plans.set(name, plan);
    return plan;
  }

  private open(key: string, plan: LivePlan, {variables, context}: Joining): LiveStream {
    if (this.streams.size >= limits.liveStreams) throw liveBusy();
    const {graph, upstreams, masking, lingerMs = 500} = this.settings;
    const caller = callerOfStream(context.caller, plan);
    const streamContext: GatewayContext = {...context, caller};
    const {serviceName: service, operation: query, operationName, variableUsages = []} = plan.primary;
    const used = Object.entries(variables).filter(([name]) => variableUsages.includes(name));
    const joins = new JoinCache({freshMs: joinsFreshMs});
    const sources = Object.fromEntries(
      Object.entries(graph.sources).map(([name, source]) => [name, joins.around(name, source)]),
    );
    const stream = new LiveStream({
      responseName: plan.responseName,
      mergeable: plan.mergeable,
      lingerMs: plan.mergeable ? lingerMs : 0,
      open: (handlers) =>
        upstreams.open({service, query, operationName, variables: Object.fromEntries(used), caller, ...handlers}),
      hydrate: (event) => hydrate(event, {graph, plan, sources, variables, context: streamContext, masking}),
      onEnd: () => {
        if (this.streams.get(key) === stream) this.streams.delete(key);
      },
    });
    this.streams.set(key, stream);
    return stream;
  }

  close(): void {
    for (const stream of [...this.streams.values()]) stream.end();
  }
}

/**
 * What can't be merged isn't shared: a late joiner would miss its beginning. Beyond the fields that go by grants alone, a
 * stream is one person's.
 */
function keyOf(plan: LivePlan, {coerced, context}: Joining): string {
  const scope = !plan.mergeable
    ? newId()
    : sharedFields.has(plan.field)
      ? scopeOf(context.caller)
      : personOf(context.caller);
  const text = JSON.stringify([plan.text, plan.operation.name?.value, coerced, scope]);
  return createHash('sha256').update(text).digest('base64url');
}

/** Those without a grant are the public, whoever they are. */
export function scopeOf({grants, kind}: Caller): unknown {
  if (grants.length === 0 && kind !== 'system') return 'public';
  const written = grants.map(({role, path, within}) => JSON.stringify([role, path, within]));
  return [kind, ...new Set(written)].sort();
}

function personOf({kind, id, voter, grants}: Caller): unknown {
  return [kind, id, voter, scopeOf({kind, grants} as Caller)];
}

/**
 * A public stream is asked for as the public, and one of a scope as nobody in particular: a subscription may reach fields
 * that answer by person (a judge's own sheets), and these must not show the others who happened to come first.
 */
function callerOfStream(caller: Caller, plan: LivePlan): Caller {
  const asked: Caller = {...caller, requestId: newId()};
  delete asked.session;
  delete asked.device;
  if (!plan.mergeable || !sharedFields.has(plan.field)) return asked;
  if (scopeOf(caller) === 'public') return anonymous(asked.requestId);
  delete asked.voter;
  return {...asked, id: null, name: null};
}
