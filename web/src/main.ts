import { prefetchTiles } from './early';

// A page of few lines, so that tiles are on their way while the map itself is still being read.
prefetchTiles();
void import('./start');
