import {runService} from '@concours/kernel/run-service';
import {compose} from './compose.js';
import {readSettings} from './environment.js';

runService({name: 'scoring', port: 4004, readSettings, compose});
