import '@/ui/tokens.css';
import '@/ui/base.css';

// A wall and the page where one votes carry neither the component library nor the Apollo client: each starts from a chunk of its own.
if (/^\/walls?(\/|$)/.test(location.pathname)) void import('@/walls/start').then(({startWall}) => startWall());
else if (/^\/vote(\/|$)/.test(location.pathname)) void import('@/vote/start').then(({startVote}) => startVote());
else void import('./start').then(({startApp}) => startApp());
