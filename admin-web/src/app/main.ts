import '@/ui/tokens.css';
import '@/ui/base.css';

// A wall carries neither the component library nor the Apollo client: it starts from a chunk of its own.
if (/^\/walls?(\/|$)/.test(location.pathname)) void import('@/walls/start').then(({startWall}) => startWall());
else void import('./start').then(({startApp}) => startApp());
