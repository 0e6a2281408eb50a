# A Slurm cluster of one node, made for the test: the array of parts gives what one process gives.
# bats file_tags=slow
bats_require_minimum_version 1.5.0

setup() {
	load lib
	for needed in munged slurmctld slurmd sbatch; do
		PATH=$PATH:/usr/sbin command -v $needed > /dev/null || skip "$needed is not installed"
	done
	[ "$(id -u)" = 0 ] || skip 'a cluster is made by root'
	PATH=$PATH:/usr/sbin
	index_of_parts
	configure
}

# Ends what runs of the cluster, by the numbers it wrote itself, and waits for it: at its end it
# writes into the folder that is removed then.
teardown() {
	local daemon pid
	for daemon in slurmd slurmctld munged; do
		[ -e "$dir/$daemon.pid" ] || continue
		pid=$(cat "$dir/$daemon.pid")
		kill "$pid" || true
		while grep -qs . "/proc/$pid/cmdline"; do
			sleep 0.1
		done
	done
}

configure() {
	local host
	host=$(hostname -s)
	mkdir "$dir/state" "$dir/spool" "$dir/parts"
	(umask 077 && head -c 128 /dev/urandom > "$dir/key")
	cat > "$dir/slurm.conf" << END
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$dir/socket
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
SlurmctldPort=16817
SlurmdPort=16818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SchedulerType=sched/builtin
MpiDefault=none
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=p Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
	export SLURM_CONF=$dir/slurm.conf
}

@test "an array of four tasks gives the bytes of one run" {
	munged --force --key-file="$dir/key" --socket="$dir/socket" --pid-file="$dir/munged.pid" \
	    --log-file="$dir/munged.log" --seed-file="$dir/seed" 3>&-
	slurmctld -c 3>&-
	slurmd 3>&-
	cd "$dir"
	sed 's/size=251/size=25/; s/overall/all/' "$root/pipelines/parts.slurm" > job
	sbatch -W job
	cat parts/*.log
	[ "$(cat parts/*.log | wc -c)" = 0 ]
	sci-score -f framework.tsv --variants variants.tsv --node all \
	    -c variant,year,city,indicator,rank figures.tsv > one
	cmp one <(cat parts/0.tsv; for i in 1 2 3; do sed 1d parts/$i.tsv; done)
	cmp <(sci-robust ranks one) <(sci-robust ranks parts/{3,0,2,1}.tsv)
	head -c -1 parts/2.tsv > parts/cut
	mv parts/cut parts/2.tsv
	run -1 sci-robust ranks parts/*.tsv
	[[ $output == 'sci-robust: parts/2.tsv: cut off after line '* ]]
}
