#!/usr/bin/env bash
# Kills the sample shop with SIGKILL, again and again, on H2, SQLite and PostgreSQL, and checks that every cart is
# reminded and that no recorded step runs again. Needs a JDK and Maven; brings its own PostgreSQL.
#
#   scripts/kill-test.sh [--store=h2|sqlite|postgres|all] [--kills=50] [--carts=200] [--seed=NUMBER]
#
# Ends with 0 if all is well, 1 if not, 2 on wrong use, 3 if too few kills hit an open step to prove anything.
# Logs and databases stay in sample-cart-app/target/kill-test.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${MVN:=mvn}"

$MVN -B -q -pl sample-cart-app -am -DskipTests -Dcheckstyle.skip package dependency:build-classpath \
	-DincludeScope=test -Dmdep.outputFile=target/test-classpath.txt

app=sample-cart-app/target
classpath=$(cat "$app/test-classpath.txt")
jar=$(ls "$app"/sample-cart-app-*.jar)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Dlogback.configurationFile=kill-run-logback.xml \
	-cp "$app/test-classes:$classpath" \
	dev.workflows.sample.kill.KillRun --jar="$jar" --folder="$app/kill-test" "$@"
