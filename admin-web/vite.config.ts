import vue from '@vitejs/plugin-vue';
import {fileURLToPath} from 'node:url';
import {defineConfig, type Plugin} from 'vite';

// `npm run dev` says where the platform listens; without it, the default port.
const platform = process.env.CONCOURS_PLATFORM ?? 'http://127.0.0.1:4000';

/** Each `import {ElButton} from 'element-plus'` brings the style of the button along, and of nothing else. */
function elementPlusStyles(): Plugin {
  const kebab = (name: string) =>
    name
      .replace(/^El/, '')
      .replace(/\B([A-Z])/g, '-$1')
      .toLowerCase();
  return {
    name: 'element-plus-styles',
    enforce: 'post',
    transform: {
      filter: {code: /['"]element-plus['"]/, id: {exclude: /node_modules/}},
      handler(code) {
        const names = [...code.matchAll(/import\s*\{([^}]+)\}\s*from\s*['"]element-plus['"]/g)]
          .flatMap(([, list]) => (list ?? '').split(','))
          .map((name) => name.trim().split(' ')[0] ?? '')
          .filter((name) => /^El[A-Z]/.test(name));
        const styles = [...new Set(names)].map(
          (name) => `import 'element-plus/es/components/${kebab(name)}/style/css';`,
        );
        return styles.length > 0 ? {code: `${styles.join('')}${code}`, map: null} : null;
      },
    },
  };
}

export default defineConfig({
  base: '/',
  plugins: [vue(), elementPlusStyles()],
  resolve: {alias: {'@': fileURLToPath(new URL('./src', import.meta.url))}},
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    // Messages are interpreted, not compiled to functions: the content security policy forbids eval.
    __INTLIFY_JIT_COMPILATION__: 'true',
    'globalThis.__DEV__': JSON.stringify(process.env.NODE_ENV !== 'production'),
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    manifest: true,
  },
  server: {
    proxy: {
      // The platform compares a socket's Origin with its Host, so the browser's Host is kept (changeOrigin stays off).
      '/graphql': {target: platform, ws: true},
      '/session': {target: platform},
      '/files': {target: platform},
      '/attachments': {target: platform},
      '/imports': {target: platform},
      '/exports': {target: platform},
      '/healthz': {target: platform},
      '/readyz': {target: platform},
    },
  },
});
