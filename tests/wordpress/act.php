<?php
/* Runs commands on the site from the command line: JSON in, JSON out. The first one installs. */

$_SERVER['HTTP_HOST']      = 'wordpress.test';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REQUEST_URI']    = '/';
$root    = $argv[1];
$request = json_decode( stream_get_contents( STDIN ), true );
if ( 'install' === $request['do'] ) {
	define( 'WP_INSTALLING', true );
}
// No mail leaves the tests.
function wp_mail() {
	return true;
}
require $root . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

function act_install( $given ) {
	wp_install( $given['title'], 'editor', 'editor@wordpress.test', true, '', 'not-a-secret' );
	wp_delete_post( 1, true );
	wp_delete_post( 2, true );
	wp_delete_post( 3, true );
	update_option( 'timezone_string', 'Europe/London' );
	return get_bloginfo( 'version' );
}

function act_options( $given ) {
	foreach ( $given['options'] as $name => $value ) {
		update_option( $name, $value );
	}
	return true;
}

function act_permalinks( $given ) {
	global $wp_rewrite;
	$wp_rewrite->set_permalink_structure( $given['structure'] );
	$wp_rewrite->init();
	create_initial_post_types();
	create_initial_taxonomies();
	do_action( 'init' );
	flush_rewrite_rules( false );
	return get_option( 'permalink_structure' );
}

function act_fill( $given ) {
	global $numbers;
	wp_set_current_user( 1 );
	wp_defer_term_counting( true );
	$numbers = array();
	foreach ( $given['posts'] as $post ) {
		$numbers[ $post['key'] ] = wp_insert_post( array(
			'post_type'     => $post['type'],
			'post_title'    => $post['title'],
			'post_status'   => $post['status'],
			'post_password' => $post['password'],
			'post_date'     => $post['date'],
			'post_parent'   => $post['parent'] ? $numbers[ $post['parent'] ] : 0,
			'post_content'  => '',
		), true );
	}
	foreach ( $given['files'] as $file ) {
		$temporary = wp_tempnam();
		copy( $file['path'], $temporary );
		$numbers[ $file['key'] ] = media_handle_sideload(
			array( 'name' => basename( $file['path'] ), 'tmp_name' => $temporary ),
			$file['parent'] ? $numbers[ $file['parent'] ] : 0,
			null,
			array( 'post_title' => $file['title'], 'post_excerpt' => $file['caption'] )
		);
	}
	foreach ( $given['posts'] as $post ) {
		// Straight into the table: saving again would make revisions.
		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->posts, array( 'post_content' => act_words( $post['content'] ) ), array( 'ID' => $numbers[ $post['key'] ] ) );
		clean_post_cache( $numbers[ $post['key'] ] );
		if ( $post['report'] ) {
			update_post_meta( $numbers[ $post['key'] ], 'theme_report', $numbers[ $post['report'] ] );
		}
	}
	wp_defer_term_counting( false );
	$urls = array();
	foreach ( $given['files'] as $file ) {
		$urls[ $file['key'] ] = wp_get_attachment_url( $numbers[ $file['key'] ] );
	}
	return array( 'numbers' => $numbers, 'files' => $urls );
}

/* Fills addresses into words: {file:key}, {link:key}, {number:key}. */
function act_words( $words ) {
	return preg_replace_callback( '/\{(file|link|number):([^}]+)\}/', function ( $found ) {
		$number = $GLOBALS['numbers'][ $found[2] ];
		if ( 'number' === $found[1] ) {
			return $number;
		}
		return 'file' === $found[1] ? wp_get_attachment_url( $number ) : get_permalink( $number );
	}, $words );
}

function act_content( $given ) {
	return get_post( $given['number'] )->post_content;
}

function act_update( $given ) {
	wp_set_current_user( 1 );
	return wp_update_post( wp_slash( $given['post'] ), true );
}

try {
	$answer = call_user_func( 'act_' . $request['do'], $request );
	fwrite( STDOUT, "\n" . wp_json_encode( $answer ) . "\n" );
} catch ( Throwable $error ) {
	fwrite( STDERR, $error . "\n" );
	exit( 1 );
}
