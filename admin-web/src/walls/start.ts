export function startWall(): void {
  document.documentElement.dataset.wall = 'dark';
}
