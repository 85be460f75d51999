import comments from '@eslint-community/eslint-plugin-eslint-comments';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

const root = path.resolve(import.meta.dirname, '../..');

/** Where the environment may be read: nowhere but in the file that checks it whole, and outside the product. */
const readsEnvironment = [
  '**/environment.ts',
  '**/*.test.ts',
  '**/testing/**',
  'test/**',
  'bootstrap.mjs',
  'admin-web/vite.config.ts',
];

export default tseslint.config(
  {ignores: ['**/node_modules/**', '**/dist/**', 'data/**', 'test/.output/**']},
  {
    plugins: {comments},
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      eqeqeq: ['error', 'always', {null: 'ignore'}],
      'no-var': 'error',
      'prefer-const': 'error',
      'comments/require-description': 'error',
      'comments/no-unlimited-disable': 'error',
      'no-warning-comments': ['error', {terms: ['fixme', 'xxx']}],
    },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        {
          'ts-expect-error': 'allow-with-description',
          'ts-ignore': true,
          'ts-nocheck': true,
          minimumDescriptionLength: 10,
        },
      ],
      // TypeORM and type-graphql name their classes by this type.
      '@typescript-eslint/no-unsafe-function-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', caughtErrors: 'none'}],
    },
  },
  {
    // Type-aware, where a forgotten await loses an error.
    files: ['**/*.ts'],
    ignores: ['admin-web/vite.config.ts'],
    languageOptions: {
      parserOptions: {project: ['test/tsconfig.json', 'admin-web/tsconfig.json'], tsconfigRootDir: root},
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', {checksVoidReturn: {arguments: false, attributes: false}}],
      '@typescript-eslint/await-thenable': 'error',
    },
  },
  {
    files: ['services/**/*.ts', 'gateway/**/*.ts', 'schema/**/*.ts', 'admin-web/**/*.{ts,vue}'],
    ignores: readsEnvironment,
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only environment.ts reads the environment, and checks it whole.',
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'test/**'],
    rules: {
      // require() shows what a package gives at run time; `x!` in a test fails the test.
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    languageOptions: {globals: globals.node},
    rules: {'no-undef': 'error', 'no-unused-vars': ['error', {caughtErrors: 'none'}]},
  },
  {
    files: ['admin-web/**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: {parser: vueParser, parserOptions: {parser: tseslint.parser}, globals: globals.browser},
    rules: {
      // What prettier decides.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/block-order': ['error', {order: ['script', 'template', 'style']}],
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-v-html': 'error',
    },
  },
);
