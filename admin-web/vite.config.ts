import vue from '@vitejs/plugin-vue';
import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vite';

// `npm run dev` says where the platform listens; without it, the default port.
const platform = process.env.CONCOURS_PLATFORM ?? 'http://127.0.0.1:4000';

export default defineConfig({
  base: '/',
  plugins: [vue()],
  resolve: {alias: {'@': fileURLToPath(new URL('./src', import.meta.url))}},
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
  },
  server: {
    proxy: {
      // The platform compares a socket's Origin with its Host, so the browser's Host is kept (changeOrigin stays off).
      '/graphql': {target: platform, ws: true},
      '/files': {target: platform},
      '/healthz': {target: platform},
      '/readyz': {target: platform},
    },
  },
});
