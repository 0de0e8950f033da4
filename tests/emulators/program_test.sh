#!/bin/sh
# doorstep-emulators as a whole: another process finds the devices, the socket works them, the exit code comes back.
#   program_test.sh UMOCKDEV_WRAPPER DOORSTEP_EMULATORS STATION_PROBE
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
socket=$folder/control

command() {
  python3 - "$socket" "$1" <<'PYTHON'
import socket, sys
line = socket.socket(socket.AF_UNIX)
line.connect(sys.argv[1])
line.sendall(sys.argv[2].encode() + b"\n")
answer = b""
while not (answer == b"ok\n" or answer.endswith(b"\nok\n") or b"error: " in answer and answer.endswith(b"\n")):
    answer += line.recv(65536)
print(answer.decode(), end="")
PYTHON
}

"$1" "$2" --socket "$socket" -- "$3" >"$folder/out" &
emulators=$!
until grep -q ready "$folder/out"; do sleep 0.1; done

command "reader person 990101199003070015 张三丰" | grep -qx ok
until grep -q printed "$folder/out"; do sleep 0.1; done
command "printer text" | grep -q "^ 办理人  *张\*\*$"
command "printer png $folder/slip.png" | grep -qx ok
test -s "$folder/slip.png"
until grep -qx "scanned 京A12345" "$folder/out"; do
  command "scanner scan 京A12345" | grep -qx ok
  sleep 0.2
done
command "reader remove" | grep -qx ok
code=0
wait $emulators || code=$?
test $code -eq 7

# Its signals go on to the program, and a command that is none is refused.
"$1" "$2" --socket "$socket" -- sleep 60 &
emulators=$!
until command "printer text" >"$folder/text" 2>/dev/null; do sleep 0.1; done
grep -qx ok "$folder/text"
command "printer dance" | grep -q '^error: '
command "reader plug" | grep -q '^error: '
command "scanner dance" | grep -q '^error: '
command "lamp on" | grep -q '^error: '
command "scanner unplug" | grep -qx ok
command "scanner plug" | grep -qx ok
command "reader unplug" | grep -qx ok
command "reader plug" | grep -qx ok
kill -TERM $emulators
code=0
wait $emulators || code=$?
test $code -eq 143
echo "the emulators' program works"
