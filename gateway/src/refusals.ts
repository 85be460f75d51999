import {defineRefusal} from '@concours/kernel/refusal';

/** Everything the gateway itself says no to. What a service refuses passes through with the service's own code. */

interface Limit {
  limit: number;
}

export const graphTooDeep = defineRefusal<Limit>('GRAPH_TOO_DEEP', ({limit}) => ({
  zh: `查询嵌套过深，最多 ${limit} 层。`,
  en: `The operation is nested too deeply: at most ${limit} levels.`,
}));
export const graphTooManyAliases = defineRefusal<Limit>('GRAPH_TOO_MANY_ALIASES', ({limit}) => ({
  zh: `别名过多，最多 ${limit} 个。`,
  en: `Too many aliases: at most ${limit}.`,
}));
export const graphTooManyTokens = defineRefusal<Limit>('GRAPH_TOO_MANY_TOKENS', ({limit}) => ({
  zh: `查询文本过长，最多 ${limit} 个词。`,
  en: `The operation's text is too long: at most ${limit} tokens.`,
}));
export const graphTooManyDirectives = defineRefusal<Limit>('GRAPH_TOO_MANY_DIRECTIVES', ({limit}) => ({
  zh: `指令过多，最多 ${limit} 个。`,
  en: `Too many directives: at most ${limit}.`,
}));
export const graphTooWide = defineRefusal<Limit>('GRAPH_TOO_WIDE', ({limit}) => ({
  zh: `展开片段后的字段过多，最多 ${limit} 个。`,
  en: `Too many fields once the fragments are spread: at most ${limit}.`,
}));
export const graphTooCostly = defineRefusal<Limit>('GRAPH_TOO_COSTLY', ({limit}) => ({
  zh: `一次读取的内容过多（上限 ${limit}），请减小 first 或分次读取。`,
  en: `This reads too much at once (the bound is ${limit}): ask for smaller pages, or in several requests.`,
}));
export const graphFragmentCycle = defineRefusal('GRAPH_FRAGMENT_CYCLE', () => ({
  zh: '片段互相引用成环。',
  en: 'The fragments refer to each other in a circle.',
}));
export const graphNameReserved = defineRefusal<{name: string}>('GRAPH_NAME_RESERVED', ({name}) => ({
  zh: `“${name}”以两个下划线开头，不能用作别名或变量名。`,
  en: `"${name}" begins with two underscores and can't name an alias or a variable.`,
}));
export const introspectionRefused = defineRefusal('INTROSPECTION_REFUSED', () => ({
  zh: '此处不开放模式查询，请参阅随代码发布的 schema 文件。',
  en: 'Introspection is off here: the schema is published with the code.',
}));
export const operationUnknown = defineRefusal('OPERATION_UNKNOWN', () => ({
  zh: '无法确定要执行哪个操作，请检查 operationName。',
  en: 'There is no such operation in the document: check operationName.',
}));

export const bodyTooLarge = defineRefusal<Limit>('BODY_TOO_LARGE', ({limit}) => ({
  zh: `请求内容过大，最多 ${limit} 字节。`,
  en: `The request's body is too large: at most ${limit} bytes.`,
}));
export const bodyInvalid = defineRefusal<{problem: string}>('BODY_INVALID', ({problem}) => ({
  zh: `请求内容不正确：${problem}`,
  en: `The request's body is not usable: ${problem}`,
}));
export const bodyTypeRefused = defineRefusal('BODY_TYPE_REFUSED', () => ({
  zh: '只接受 UTF-8 编码的 application/json。',
  en: 'Only application/json in UTF-8 is taken here.',
}));
export const batchingRefused = defineRefusal('BATCHING_REFUSED', () => ({
  zh: '一次请求只能包含一个操作。',
  en: 'One operation a request: batches are not taken.',
}));
export const methodRefused = defineRefusal<{allowed: string}>('METHOD_REFUSED', ({allowed}) => ({
  zh: `此地址只接受 ${allowed}。`,
  en: `This address takes ${allowed} only.`,
}));
export const originRefused = defineRefusal('ORIGIN_REFUSED', () => ({
  zh: '请求来自其他网站，已拒绝。',
  en: 'The request comes from another site and was refused.',
}));

export const sessionInvalid = defineRefusal('SESSION_INVALID', () => ({
  zh: '登录已失效，请重新登录。',
  en: 'The session has ended: please sign in again.',
}));
export const subgraphUnavailable = defineRefusal<{service: string}>('SUBGRAPH_UNAVAILABLE', ({service}) => ({
  zh: `“${service}”服务暂时不可用，请稍后再试；其他内容不受影响。`,
  en: `The ${service} service is not available at the moment; everything else is unaffected. Please try again shortly.`,
}));
export const internal = defineRefusal<{reference: string}>('INTERNAL', ({reference}) => ({
  zh: `系统出现问题，已记录（编号 ${reference}）。`,
  en: `Something went wrong on our side. It was recorded under ${reference}.`,
}));

export const subscriptionOverHttp = defineRefusal('SUBSCRIPTION_OVER_HTTP', () => ({
  zh: '订阅请使用 WebSocket（graphql-transport-ws 协议），地址与此相同。',
  en: 'Subscriptions are served over WebSocket (graphql-transport-ws) at this same address.',
}));
export const subscriptionRootConditional = defineRefusal('SUBSCRIPTION_ROOT_CONDITIONAL', () => ({
  zh: '订阅的根字段不能带 @include 或 @skip。',
  en: "A subscription's root field can't carry @include or @skip.",
}));
export const tooManySubscriptions = defineRefusal<Limit>('TOO_MANY_SUBSCRIPTIONS', ({limit}) => ({
  zh: `一个连接上最多同时进行 ${limit} 个操作。`,
  en: `At most ${limit} operations at a time on one socket.`,
}));
export const liveBusy = defineRefusal('LIVE_BUSY', () => ({
  zh: '实时订阅数量已达上限，请稍后再试。',
  en: 'There are too many different live streams at the moment: please try again shortly.',
}));
