#!/bin/sh
# Starts the service on a Java runtime of Lambda, in the folder quarkus-app. Lambda Web Adapter runs it as the
# function's handler. The service does not listen for Lambda's events, so it needs no other start than elsewhere.
cd "$(dirname "$0")" || exit
exec java -XX:+UseSerialGC -XX:MaxRAMPercentage=75 -jar quarkus-run.jar
