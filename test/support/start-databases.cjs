require('./register.cjs');
module.exports = () => require('./databases.ts').startDatabases();
