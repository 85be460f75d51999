const path = require('node:path');
const {swcOptions} = require('./support/swc-options.cjs');

const root = path.resolve(__dirname, '..');

const swc = ['@swc/jest', swcOptions];

/** Libraries that ship only ES modules: Node 20.19 can require() them, jest's own loader can't. */
const esModules = [
  'jose',
  'openid-client',
  'oauth4webapi',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  '@tus',
  'srvx',
  'mediabunny',
  'lodash-es',
  'element-plus',
  '@element-plus',
  '@vueuse',
  '@vue/apollo-composable',
  'vue-demi',
].join('|');

const shared = {
  rootDir: root,
  modulePathIgnorePatterns: ['<rootDir>/(services/[^/]+|gateway|schema|admin-web)/dist/'],
  resolver: path.join(__dirname, 'support/jest-resolver.cjs'),
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'vue', 'node'],
  transform: {'\\.([cm]?ts|mjs|js)$': swc},
  transformIgnorePatterns: [`/node_modules/(?!(${esModules})/)(?!.*\\.mjs$)`],
};

const sources = {
  '^@concours/kernel/testing/(.*)$': '<rootDir>/services/kernel/testing/$1',
  '^@concours/(schema|gateway)/(.*)$': '<rootDir>/$1/src/$2',
  '^@concours/(kernel|organisations|campaigns|submissions|scoring|embedded)/(.*)$': '<rootDir>/services/$1/src/$2',
};

const databases = {
  globalSetup: path.join(__dirname, 'support/start-databases.cjs'),
  globalTeardown: path.join(__dirname, 'support/stop-databases.cjs'),
};

module.exports = {
  rootDir: root,
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
  testSequencer: path.join(__dirname, 'support/demo-first.cjs'),
  projects: [
    {
      ...shared,
      ...databases,
      displayName: 'services',
      testEnvironment: 'node',
      moduleNameMapper: sources,
      testMatch: [
        '<rootDir>/services/**/*.test.ts',
        '<rootDir>/gateway/**/*.test.ts',
        '<rootDir>/schema/**/*.test.ts',
        '<rootDir>/test/{architecture,support,bench}/**/*.test.ts',
      ],
    },
    {
      ...shared,
      displayName: 'web',
      testEnvironment: 'jsdom',
      testEnvironmentOptions: {customExportConditions: ['node', 'node-addons']},
      moduleNameMapper: {
        '^@/(.*)$': '<rootDir>/admin-web/src/$1',
        '\\.(css|svg|png)$': '<rootDir>/test/support/empty.cjs',
        // The composables name the ES files of the client: without this there would be two clients in one test.
        '^@apollo/client/(.*)/index\\.js$': '@apollo/client/$1',
      },
      transform: {...shared.transform, '\\.vue$': path.join(__dirname, 'support/vue-transform.cjs')},
      testMatch: ['<rootDir>/admin-web/**/*.test.ts'],
    },
    {
      // Real processes from the build, real databases, a real browser.
      ...shared,
      ...databases,
      displayName: 'system',
      testEnvironment: 'node',
      modulePathIgnorePatterns: [],
      testPathIgnorePatterns: ['/node_modules/', '/dist/'],
      testMatch: ['<rootDir>/test/{journeys,federation,matrix,faults}/**/*.test.ts'],
    },
  ],
};
