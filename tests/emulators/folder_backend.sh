#!/bin/sh
# A CUPS backend: a printer in a folder. What lies in the folder works it:
#   hold       it stands still and says nothing, while the file is there
#   trouble    it stands still and reports the printer-state-reasons in the file, while it is there
#   low        it reports these and prints all the same
#   forgetful  it never takes back what it reported
#   afterwards it reports these when all is sent
#   exit       it fails with this code
# `log` has what became of each job, printed-N.pdf is the paper.
[ $# -eq 0 ] && { echo 'direct folder "Unknown" "A printer in a folder"'; exit 0; }
job=$1
folder=${DEVICE_URI#folder:}
cd "$folder" || exit 1
say() { echo "STATE: $1" >&2; }
retract() { [ -e forgetful ] || say "-$1"; }

trap 'echo "cancelled $job" >>log; exit 0' TERM
echo "begun $job" >>log
cat "${6:--}" >"incoming-$job.pdf"
while [ -e hold ]; do sleep 0.02; done
told=
while reasons=$(cat trouble 2>/dev/null); [ -n "$reasons" ]; do
  [ "$reasons" = "$told" ] || say "+$reasons"
  told=$reasons
  sleep 0.02
done
[ -z "$told" ] || retract "$told"
[ -e low ] && say "+$(cat low)"
[ -e exit ] && { echo "failed $job" >>log; exit "$(cat exit)"; }
[ -e afterwards ] && say "+$(cat afterwards)"
mv "incoming-$job.pdf" "printed-$job.pdf"
echo "printed $job" >>log
