const path = require('node:path');

/** "Who may import whom" of the architecture, by number. dependency-rules.test.ts shows that each of them can fail. */
const services = '(organisations|campaigns|submissions|scoring)';
const tests = ['\\.test\\.ts$', '^test/', '^(gateway|services/[^/]+)/testing/'];

module.exports = {
  forbidden: [
    {
      name: '1-no-cycles',
      comment: 'A cycle means that neither file can be read, tested or moved alone.',
      severity: 'error',
      from: {},
      to: {circular: true},
    },
    {
      name: '2-services-apart',
      comment:
        'Services meet in the graph and by events; what they share by word is in schema/. Only embedded starts several.',
      severity: 'error',
      from: {path: `^services/${services}/`},
      to: {path: [`^services/${services}/`, '^services/embedded/', '^gateway/'], pathNot: '^services/$1/'},
    },
    {
      name: '2-only-embedded-starts-services',
      comment: 'Nothing but embedded and the tests may import a service or the gateway.',
      severity: 'error',
      from: {pathNot: [`^services/${services}/`, '^services/embedded/', '^gateway/', '^schema/', ...tests]},
      to: {path: [`^services/${services}/`, '^services/embedded/', '^gateway/']},
    },
    {
      name: '2-gateway-apart',
      comment: 'The gateway reaches the services over the network.',
      severity: 'error',
      from: {path: '^gateway/'},
      to: {path: [`^services/${services}/`, '^services/embedded/']},
    },
    {
      name: '3-kernel-knows-no-service',
      comment: 'The kernel is what services stand on: it knows no word of the domain.',
      severity: 'error',
      from: {path: '^services/kernel/'},
      to: {path: ['^services/(?!kernel/)', '^gateway/', '^admin-web/']},
    },
    {
      name: '3-schema-stands-alone',
      comment: 'schema/ holds shared words only: types and validators.',
      severity: 'error',
      from: {path: '^schema/', pathNot: tests},
      to: {path: '^(services|gateway|admin-web|test)/'},
    },
    {
      name: '4-rules-are-pure',
      comment:
        'Rules import no package and no Node built-in: hashes come in as functions, zones through the global Intl.',
      severity: 'error',
      from: {path: '\\.rules\\.ts$'},
      to: {
        pathNot: ['^schema/', '\\.(rules|kinds)\\.ts$', '/decimal\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: '4-rules-know-no-service',
      comment: 'Not even their types: a rule is told what it needs.',
      severity: 'error',
      from: {path: '\\.rules\\.ts$'},
      to: {path: '\\.(service|resolver)\\.ts$'},
    },
    {
      name: '5-services-know-no-resolver',
      comment: 'The graph is one way in; the use case does not know it.',
      severity: 'error',
      from: {path: '\\.service\\.ts$'},
      to: {path: '\\.resolver\\.ts$'},
    },
    {
      name: '6-slices-meet-at-entity-service-events',
      comment: 'Across slices of one service only the entity, the service, the events and the enums (kinds).',
      severity: 'error',
      from: {path: '^services/([^/]+)/src/([^/]+)/', pathNot: [...tests, '^services/(kernel|embedded)/']},
      to: {
        path: '^services/$1/src/[^/]+/',
        pathNot: ['^services/$1/src/$2/', '/[^/.]+\\.ts$', '\\.(service|events|kinds)\\.ts$'],
      },
    },
    {
      name: 'ui-knows-no-graph-and-no-route',
      comment: 'admin-web/src/ui is shown things and tells of clicks; of the rest it knows only the languages.',
      severity: 'error',
      from: {path: '^admin-web/src/ui/', pathNot: tests},
      to: {
        path: [
          '^admin-web/src/(?!ui/|i18n/)',
          'node_modules/(@apollo|@vue/apollo-composable|vue-router|gql\\.tada|graphql)/',
        ],
      },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'A test may import anything; nothing that ships imports a test.',
      severity: 'error',
      from: {pathNot: tests},
      to: {path: tests},
    },
    {
      name: 'no-unresolvable',
      comment: 'A rule cannot judge an import that leads nowhere.',
      severity: 'error',
      from: {},
      to: {couldNotResolve: true},
    },
  ],
  options: {
    doNotFollow: {path: ['node_modules', '(^|/)dist/']},
    exclude: {path: ['(^|/)dist/']},
    tsPreCompilationDeps: true,
    webpackConfig: {fileName: path.join(__dirname, 'aliases.cjs')},
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.vue', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
