import type { Stores } from '../../../src/application/ports.ts';

/** Gives the empty stores of the running test. */
export type OpenStores = () => Stores;
